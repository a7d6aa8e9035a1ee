"""The desk's numbers as Prometheus metrics: counted anew at each question, from the store and the process, without a global registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from bot.model import DeliveryState, DeskStatus
from bot.web.ports import Check, PollNumbers

_PREFIX = "alliance_desk"


def exposition(status: DeskStatus, checks: Sequence[Check], polls: PollNumbers, now: datetime) -> bytes:
    """All metrics in the text format."""
    registry = CollectorRegistry()
    registry.register(DeskCollector(status, checks, polls, now))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class DeskCollector(Collector):
    """One snapshot as metric families."""

    def __init__(self, status: DeskStatus, checks: Sequence[Check], polls: PollNumbers, now: datetime) -> None:
        self._status = status
        self._checks = checks
        self._polls = polls
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """The families, in a fixed order."""
        status = self._status
        yield _gauges("feeds", "Feeds by state", "state", {"active": status.feeds_active, "failing": status.feeds_failing})
        done = max(0, status.articles - status.articles_waiting - status.articles_failed)
        stages = {"done": done, "waiting": status.articles_waiting, "failed": status.articles_failed}
        yield _gauges("articles", "Articles in the store by stage", "stage", stages)
        yield GaugeMetricFamily(f"{_PREFIX}_stories", "Stories in the store", value=status.stories)
        yield GaugeMetricFamily(f"{_PREFIX}_subscriptions", "Subscriptions", value=status.subscriptions)
        deliveries = {state.value: status.deliveries.get(state.value, 0) for state in DeliveryState}
        yield _gauges("deliveries", "Deliveries by state", "state", deliveries)
        yield self._age(
            "oldest_waiting_seconds", "Age of the oldest article that waits for its analysis, 0 where none waits", status.oldest_waiting_at
        )
        if status.last_article_at is not None:
            yield GaugeMetricFamily(
                f"{_PREFIX}_last_article_timestamp_seconds", "When the newest article came", value=status.last_article_at.timestamp()
            )
        yield _gauges("up", "Whether a part of the desk works", "part", {check.name: int(check.is_well) for check in self._checks})
        yield self._poll_counts()
        yield SummaryMetricFamily(
            f"{_PREFIX}_poll_seconds",
            "Time that polls took since the start",
            count_value=sum(self._polls.by_outcome.values()),
            sum_value=self._polls.seconds,
        )
        yield InfoMetricFamily(f"{_PREFIX}_ontology", "The ontology in use", value={"version": status.ontology_version})

    def _age(self, name: str, help_text: str, since: datetime | None) -> Metric:
        seconds = max(0.0, (self._now - since).total_seconds()) if since else 0.0
        return GaugeMetricFamily(f"{_PREFIX}_{name}", help_text, value=seconds)

    def _poll_counts(self) -> Metric:
        family = CounterMetricFamily(f"{_PREFIX}_polls", "Polls since the start by outcome", labels=["outcome"])
        for outcome, count in sorted(self._polls.by_outcome.items()):
            family.add_metric([outcome], count)
        return family


def _gauges(name: str, help_text: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{_PREFIX}_{name}", help_text, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family
