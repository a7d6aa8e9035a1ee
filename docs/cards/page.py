"""Pages of drawn messages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from docs.cards.goldens import KINDS, Golden
from docs.cards.html import Part, tag

_STYLE = Path(__file__).with_name("style.css")
_TITLES = {"slack": "Slack: Block Kit", "components": "Discord: Components V2", "embed": "Discord: embed", "terminal": "Terminal"}


def picture(golden: Golden) -> str:
    """One message alone, on a page that is as high as it is."""
    return _document("en", golden.name, tag("main", _message(golden), class_="picture-of"))


def gallery(found: Iterable[Golden], terminal: dict[tuple[str, str], str]) -> str:
    """Every case with its messages side by side, and what the terminal shows of the same card by case and language."""
    rows = [
        _case(case, locale, list(messages), terminal.get((case, locale)))
        for (case, locale), messages in groupby(found, key=lambda golden: (golden.case, golden.locale))
    ]
    words = tag("p", "Drawn from the files in tests/golden, in looks of our own; the platforms' own look differs in detail.")
    return _document("en", "Golden messages", tag("main", tag("h1", "Golden messages"), words, *rows))


def _case(case: str, locale: str, messages: list[Golden], terminal: str | None) -> Markup:
    by_kind = {golden.kind: golden for golden in messages}
    figures = [_figure(kind, _message(by_kind[kind])) for kind in KINDS if kind in by_kind]
    if terminal is not None:
        figures.append(_figure("terminal", tag("pre", terminal)))
    head = tag("h2", f"{case} ({locale})")
    return tag("section", head, tag("div", *figures, class_="side-by-side"), class_="case", id=f"{case}-{locale}")


def _figure(kind: str, drawn: Part) -> Markup:
    return tag("figure", tag("figcaption", _TITLES[kind]), drawn, class_=f"of-{kind}")


def _message(golden: Golden) -> Markup:
    name = tag("div", "Alliance Desk ", tag("span", "app", class_="app"), class_="name")
    body = tag("div", name, tag("div", golden.drawn(), class_="body", id=golden.name))
    return tag("div", tag("div", "AD", class_="avatar", aria_hidden="true"), body, class_="message", lang=golden.locale)


def _document(lang: str, title: str, main: Markup) -> str:
    style = tag("style", Markup(_STYLE.read_text("utf-8")))  # noqa: S704 - our own file
    head = tag("head", Markup('<meta charset="utf-8">'), tag("title", title), style)
    return f"<!doctype html>\n{tag('html', head, tag('body', main), lang=lang)}\n"
