"""When the desk fetches an article's page."""

from __future__ import annotations

from bot.model import ClaimedArticle, FullText

LEAD_CHARACTERS = 600
"""A body shorter than this is a lead: a news text of five sentences is longer in English and, by half, in Korean."""


def needs_full_text(article: ClaimedArticle) -> bool:
    """Whether the article's page is to be fetched: never without an address, by policy, and under AUTO where the feed gave only a lead."""
    if not article.url or article.full_text is FullText.NEVER:
        return False
    if article.full_text is FullText.ALWAYS:
        return True
    return is_lead(article.revision.body, article.outlet.language)


def is_lead(body: str, language: str) -> bool:
    """Whether a text is too short to be more than an article's beginning, or a bulletin."""
    enough = LEAD_CHARACTERS // 2 if language == "ko" else LEAD_CHARACTERS
    return len(body.strip()) < enough
