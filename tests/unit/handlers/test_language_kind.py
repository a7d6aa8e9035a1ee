"""Language by script and kind by the marks that editors and press offices leave."""

from __future__ import annotations

import pytest

from handlers.language import language_of
from tests.unit.handlers.small import find


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("한미동맹 강화", "ko"),
        ("北 탄도미사일 발사…韓美日 공조", "ko"),
        ("Allies agree", "en"),
        ("THAAD 배치 논란", "ko"),
        ("米韓同盟の強化", "ja"),
        ("中美关系紧张", "zh"),
        ("", "en"),
        ("123", "en"),
    ],
)
def test_language_by_script(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_callers_language_wins() -> None:
    assert find("한국", "", language="en").language == "en"


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("[사설] 동맹의 무게", "정부는 서둘러야 한다.", "opinion"),
        ("[Editorial] The weight of an alliance", "The government must act.", "opinion"),
        ("Readout of the Secretary's call", "The two sides reaffirmed the alliance.", "statement"),
        ("Joint Statement of the Leaders", "We, the leaders, met today.", "statement"),
        ("[포토] 악수하는 두 정상", "두 정상이 악수하고 있다.", "other"),
        ("조선중앙통신사 론평: 무모한 놀음", "도발자들은 값을 치를것이다.", "opinion"),
        ("Key developments on North Korea this week", "Monday: Kim visited a farm. Tuesday: he visited a mill.", "other"),
        ("[주간 안보 브리핑] 훈련 연기", "한미가 훈련을 미뤘다고 밝혔다. 장관은 유감이라고 말했다.", "other"),
        ("Exports top 40 billion won", "SEOUL, Jan. 4 (Yonhap) -- Exports rose, the ministry said on Sunday, officials said.", "news"),
        (
            "Deals signed in Asia",
            "President Donald J. Trump has secured new deals. The deals that President Donald J. Trump signed open markets.",
            "statement",
        ),
        ("Allies agree on drills", "SEOUL, Jan. 4 (Yonhap) -- The ministry said on Sunday it would hold drills, officials said.", "news"),
        ("한미, 훈련 합의", "국방부는 5일 훈련을 한다고 밝혔다. 관계자는 규모를 줄인다고 말했다.", "news"),
    ],
)
def test_kind_by_its_marks(title: str, body: str, kind: str) -> None:
    assert find(title, body).kind.label == kind


def test_an_official_outlet_publishes_statements() -> None:
    assert find("Visit to Camp Humphreys", "The deputy secretary toured the base.", outlet_class="official").kind.label == "statement"
