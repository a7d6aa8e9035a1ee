"""A leader's name before a word of government: `the Biden administration`, 오바마 행정부, 기시다 일본 내각, `President Moon's government`.

Settled in the codebook: the administration of the day is its state alone; a former one that is criticised or compared is its leader. One
that only says when (문재인 정부 시절, `during the Obama administration`) is nobody.
"""

from __future__ import annotations

import re

_GOVERNMENT = re.compile(
    r"[’']?s?[ \u00a0](?:[A-Z][a-z]+[ \u00a0])?(?:[Aa]dministration|[Gg]overnment|[Cc]abinet)\b"
    r"|[ \u00a0]?(?:(?:미국|미|美|한국|우리|일본|日|중국|러시아|영국)[ \u00a0])?(?:행정부|정부|정권|내각)"
)
_WHEN_AFTER = re.compile(
    "(?:의)?[ \u00a0]?(?:시절|때|당시|말기|말(?![가-힣])|초기|초(?![가-힣])|출범)|에서[ \u00a0][^.\n]{0,24}(?:지낸|역임한|지냈|역임했|출신)"
)
_WHEN_BEFORE = re.compile(r"\b(?:[Dd]uring|[Uu]nder|[Ss]ince|[Ii]n|served in|from) (?:the |former )?(?:[A-Z][\w.]+ )*$")
_WINDOW = 40


def government_after(text: str, end: int) -> int | None:
    """The end of the word of government that follows a leader's name ending at `end`; None where none does."""
    match = _GOVERNMENT.match(text, end)
    return match.end() if match else None


def only_when(text: str, start: int, end: int) -> bool:
    """Whether the administration at [start, end) only tells the time of something."""
    return _WHEN_AFTER.match(text, end) is not None or _WHEN_BEFORE.search(text[max(0, start - _WINDOW) : start]) is not None
