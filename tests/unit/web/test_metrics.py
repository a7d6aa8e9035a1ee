"""The numbers that Prometheus reads."""

from __future__ import annotations

from dataclasses import replace

from prometheus_client.parser import text_string_to_metric_families

from bot.web.metrics import exposition
from bot.web.ports import Check, PollNumbers
from tests.fakes.library import status
from tests.fakes.newsroom_records import NOW, newsroom

STATUS = status(newsroom())
CHECKS = (Check("store", is_well=True), Check("worker", is_well=False, detail="It is being started again."))
POLLS = PollNumbers({"unchanged": 90, "failed": 2}, 12.5)


def samples(**changes: object) -> dict[tuple[str, str], float]:
    text = exposition(replace(STATUS, **changes), CHECKS, POLLS, NOW).decode()  # type: ignore[arg-type]
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_desks_numbers_are_told() -> None:
    found = samples(articles=100, articles_waiting=7, articles_failed=3)
    assert found["alliance_desk_feeds", "active"] == 2
    assert found["alliance_desk_feeds", "failing"] == 1
    assert found["alliance_desk_articles", "done"] == 90
    assert found["alliance_desk_articles", "waiting"] == 7
    assert found["alliance_desk_articles", "failed"] == 3
    assert found["alliance_desk_deliveries", "sent"] == 14
    assert found["alliance_desk_deliveries", "dead"] == 0
    assert found["alliance_desk_oldest_waiting_seconds", ""] == 360
    assert found["alliance_desk_last_article_timestamp_seconds", ""] == NOW.timestamp() - 180
    assert found["alliance_desk_up", "store"] == 1
    assert found["alliance_desk_up", "worker"] == 0
    assert found["alliance_desk_polls_total", "unchanged"] == 90
    assert found["alliance_desk_poll_seconds_count", ""] == 92
    assert found["alliance_desk_poll_seconds_sum", ""] == 12.5
    assert found["alliance_desk_ontology_info", "1a2b3c4d"] == 1


def test_a_desk_in_which_nothing_waits_has_no_age() -> None:
    found = samples(oldest_waiting_at=None, last_article_at=None)
    assert found["alliance_desk_oldest_waiting_seconds", ""] == 0
    assert ("alliance_desk_last_article_timestamp_seconds", "") not in found


def test_asking_twice_gives_the_same_and_registers_nothing_twice() -> None:
    first, second = samples(), samples()
    desk = {key: value for key, value in first.items() if key[0].startswith("alliance_desk")}
    assert desk == {key: value for key, value in second.items() if key[0].startswith("alliance_desk")}
