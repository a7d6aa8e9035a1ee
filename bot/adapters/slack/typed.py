"""Text as Slack sends it, back to what the person typed.

"Formatting message text" (docs.slack.dev): `&`, `<` and `>` come escaped; an address, a person, a channel or a group comes in angle
brackets, perhaps with a label after a bar. With `should_escape` in the manifest a slash command's text comes the same way.
"""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"<([^<>\s|][^<>|]*)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"@[UW]\w+|!subteam\^S\w+")
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def plain(text: str) -> str:
    """A command's text as it was typed: addresses bare, people and groups as ids that the desk reads (`<@U1>`, `<!subteam^S1>`), channels
    by name. What a person escaped by hand stays as it was."""
    return _unescaped(_BRACKETED.sub(lambda found: _opened(found[1], found[2], keeps_ids=True), text))


def readable(text: str) -> str:
    """A message's text for reading: the same, but people and groups by their names where Slack tells them."""
    return _unescaped(_BRACKETED.sub(lambda found: _opened(found[1], found[2], keeps_ids=False), text))


def _opened(inner: str, label: str | None, *, keeps_ids: bool) -> str:
    if _ADDRESS.match(inner):
        # "mailto:desk@news.example|desk@news.example" was typed as its label, a web address as itself.
        return label if label and inner.lower().startswith("mailto:") else inner
    if _MENTION.fullmatch(inner):
        # The brackets of a mention must outlive the unescaping of what was typed.
        name = (label or inner.lstrip("@!")).lstrip("@")
        return f"<{inner}>" if keeps_ids else f"@{name}"
    if inner.startswith("#"):
        return f"#{label or inner[1:]}"
    if inner.startswith("!"):
        return label or f"@{inner[1:].partition('^')[0]}"
    return f"<{inner}|{label}>" if label is not None else f"<{inner}>"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
