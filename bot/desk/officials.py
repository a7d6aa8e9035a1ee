"""Whether a person whom only the text knows is introduced as one who speaks for somebody."""

from __future__ import annotations

import re

from bot.tags import ActorTag

_BEFORE, _AFTER = 40, 24
_ENGLISH = re.compile(
    r"\b(?:minister|secretary|spokes(?:man|woman|person)|negotiator|envoy|ambassador|gen\.|general|adm\.|admiral|col\.|colonel|maj\.|lt\.|"
    r"commander|chief|president|chair(?:man|woman)?|governor|director|sen\.|senator|rep\.|representative|lawmaker|leader|adviser|"
    r"commissioner|official|ceo|executive|mayor|judge|prosecutor|delegate)\b",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"장관|차관|대변인|대표|의원|본부장|사령관|대사|위원장|총장|총재|실장|국장|부장|사장|회장|원장|청장|처장|수석|보좌관|비서관|특사|총리|대통령|"
    r"시장|지사|소장|중장|대장|대령|공보"
)


def is_official(tag: ActorTag, body: str) -> bool:
    """By the words of office around one of its names in the body: before an English name or after it, after a Korean one."""
    for mention in tag.mentions:
        if mention.field != "body":
            continue
        around = body[max(0, mention.start - _BEFORE) : mention.end + _AFTER]
        after = body[mention.end : mention.end + _AFTER]
        if _KOREAN.search(after) or _ENGLISH.search(around):
            return True
    return False
