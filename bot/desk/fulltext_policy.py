"""When the desk fetches an article's page."""

from __future__ import annotations

from bot.model import ClaimedArticle, FullText

LEAD_CHARACTERS = 600
"""A body shorter than this is a lead: a news text of five sentences is longer in English and, by half, in Korean."""


def needs_full_text(article: ClaimedArticle) -> bool:
    """Whether the article's page is to be fetched: never without an address, by policy, and under AUTO where the feed gave only a lead.

    A text that is a page's before it is read is that of a changed article as it was: its page is asked again where the change is one.
    """
    if not article.url or article.full_text is FullText.NEVER:
        return False
    if article.revision.is_full_text:
        return article.revision.is_change
    if article.full_text is FullText.ALWAYS:
        return True
    return is_lead(article.revision.body, article.outlet.language)


def is_lead(body: str, language: str) -> bool:
    """Whether a text is too short to be more than an article's beginning, or a bulletin."""
    enough = LEAD_CHARACTERS // 2 if language == "ko" else LEAD_CHARACTERS
    return len(body.strip()) < enough
