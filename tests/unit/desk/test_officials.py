"""A person whom only the text knows speaks for somebody where the text gives an office."""

from __future__ import annotations

import pytest

from bot.desk.officials import is_official
from bot.tags import ActorTag, Mention


@pytest.mark.parametrize(
    ("name", "body", "holds"),
    [
        ("Seo Min-kyung", "Trade Minister Seo Min-kyung will fly to Washington.", True),
        ("Laura Pendleton", "Laura Pendleton, the US negotiator, called it creative.", True),
        ("Denise Alford", "Denise Alford lost most of the guests at her diner.", False),
        ("박준호", "박준호 대표는 회의 뒤 기자들을 만났다.", True),
        ("위성준", "위성준 대통령실 대변인이 전했다.", True),
        ("박정호", "서울에서 치킨집을 하는 박정호 씨는 되물었다.", False),
    ],
)
def test_an_office_beside_the_name_makes_an_official(name: str, body: str, holds: bool) -> None:
    start = body.index(name)
    mention = Mention("body", start, start + len(name), name)
    tag = ActorTag("person-x", name, name, "major", "person", None, None, (), (mention,))
    assert is_official(tag, body) is holds


def test_a_name_that_only_the_headline_has_is_none() -> None:
    mention = Mention("title", 0, 3, "박준호")
    tag = ActorTag("person-x", "박준호", "박준호", "major", "person", None, None, (), (mention,))
    assert not is_official(tag, "박준호 대표는 회의 뒤 기자들을 만났다.")
