"""Pages that stand in front of an article: they ask for money, consent, or a sign of life, and show the beginning at the most.

Told by what publishers declare for search engines (schema.org `isAccessibleForFree`), and by the words of such pages in both languages.
Words count only where the text is short: a long article may well be about subscriptions.
"""

from __future__ import annotations

import re

_SHORT = 1_800
"""Letters up to which a text can be a teaser; Hangul counts twice, since it says as much with half."""

_NOT_FREE = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false\b", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_PAY = """
    subscribe to continue|subscribe to read|subscribe now to|to continue reading|to read the full|to read this article|to keep reading
    already a subscriber|already have an account|for subscribers only|subscribers only|subscriber-only|exclusive to subscribers
    become a member|sign in to read|log in to read|log in to continue|start your free trial|unlock this article|remaining free articles
    구독자 전용|구독자만|유료 회원|유료회원|회원 전용|회원에게만|로그인 후|로그인이 필요|로그인하시면|구독하시면|구독 후|전문을 보시려면
    전체 기사를 보|이어서 보시려면|프리미엄 콘텐츠|프리미엄 기사|결제 후|무료로 볼 수 있는 기사"""
_CONSENT = """
    we value your privacy|we use cookies|uses cookies|accept all cookies|accept all|reject all|before you continue|manage your preferences
    privacy choices|our partners store|legitimate interest|consent to the
    쿠키를 사용|쿠키 사용|쿠키 설정|모두 동의|모두 수락|개인정보 처리방침에 동의"""
_ALIVE = """
    enable javascript|verify you are human|verify that you are|checking your browser|unusual traffic|are you a robot|not a robot
    access denied|자바스크립트를 활성화|로봇이 아|자동 등록 방지|자동입력 방지|사람인지 확인|비정상적인 접근|접근이 차단"""


def _any_of(words: str) -> re.Pattern[str]:
    phrases = [phrase.strip() for line in words.splitlines() for phrase in line.split("|") if phrase.strip()]
    return re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE)


_PAY_WORDS, _CONSENT_WORDS, _ALIVE_WORDS = _any_of(_PAY), _any_of(_CONSENT), _any_of(_ALIVE)
_ENOUGH_CONSENT = 2


def is_wall(page: str, body: str) -> bool:
    """Whether the text that was taken from a page is not the article. `page` is the page's source, `body` the text."""
    if len(body) + len(_HANGUL.findall(body)) > _SHORT:
        return False
    if _NOT_FREE.search(page) or _PAY_WORDS.search(body) or _ALIVE_WORDS.search(body):
        return True
    return len({found.casefold() for found in _CONSENT_WORDS.findall(body)}) >= _ENOUGH_CONSENT
