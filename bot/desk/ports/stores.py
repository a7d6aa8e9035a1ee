"""What larger parts ask of one store."""

from __future__ import annotations

from typing import Protocol

from bot.desk.ports.intake import ArticleQueue
from bot.desk.ports.outbox import Deliveries, DeliveryQueue
from bot.desk.ports.questions import FeedChanges, Library, Periods, Places, Subscriptions


class Sending(DeliveryQueue, Deliveries, Library, Periods, Protocol):
    """What sending asks of a store: the queue, and the stories as they are at the time of sending."""


class DeskStore(ArticleQueue, DeliveryQueue, Deliveries, Library, Periods, Subscriptions, Places, FeedChanges, Protocol):
    """All that the desk asks of a store."""
