"""The seams of the desk: what it asks of a store, an analyst, a fetcher of pages and a chat platform.

Implementations live in bot/store, bot/worker, bot/pollers and bot/adapters; hand-written fakes stand in tests/fakes.
"""

from __future__ import annotations

from bot.desk.ports.clock import Clock
from bot.desk.ports.intake import (
    Analyst,
    ArticleQueue,
    CompletedArticle,
    IntakeUnit,
    Page,
    PageFailure,
    PageFetcher,
    Post,
    ReadJob,
    ReadResult,
    Standing,
    StoryPiece,
    StoryPrint,
    StoryTrace,
    Told,
)
from bot.desk.ports.outbox import CannotLook, ChatAdapter, Deliveries, DeliveryQueue, Found, LookUp, NotFound
from bot.desk.ports.questions import (
    FeedChanges,
    FeedNote,
    FeedSign,
    FeedTest,
    FeedTester,
    Library,
    Periods,
    Places,
    Questions,
    Subscriptions,
)
from bot.desk.ports.rates import RateStore, WatchStore
from bot.desk.ports.stores import DeskStore, Sending

__all__ = [
    "Analyst",
    "ArticleQueue",
    "CannotLook",
    "ChatAdapter",
    "Clock",
    "CompletedArticle",
    "Deliveries",
    "DeliveryQueue",
    "DeskStore",
    "FeedChanges",
    "FeedNote",
    "FeedSign",
    "FeedTest",
    "FeedTester",
    "Found",
    "IntakeUnit",
    "Library",
    "LookUp",
    "NotFound",
    "Page",
    "PageFailure",
    "PageFetcher",
    "Periods",
    "Places",
    "Post",
    "Questions",
    "RateStore",
    "ReadJob",
    "ReadResult",
    "Sending",
    "Standing",
    "StoryPiece",
    "StoryPrint",
    "StoryTrace",
    "Subscriptions",
    "Told",
    "WatchStore",
]
