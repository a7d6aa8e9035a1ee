"""Documents that are built to take long are known before they are parsed, and no other is."""

from __future__ import annotations

import pytest

from bot.model import DetailKind, FailureDetail
from bot.pollers.shape import DEEPEST, MOST_ATTRIBUTES, overbuilt
from tests.fakes.hang_guard import must_end

DEEP = FailureDetail.of(DetailKind.DEEP, limit=500)
WIDE = FailureDetail.of(DetailKind.ATTRIBUTES, limit=1_000)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (b"<a>" * (DEEPEST + 1), DEEP),
        (b"<rss>" + b"<a>" * DEEPEST + b"</a>" * DEEPEST + b"</rss>", DEEP),
        (b"<a " + b'b="c" ' * (MOST_ATTRIBUTES + 1) + b"/>", WIDE),
        (b"<a " + b'b="c"' * (MOST_ATTRIBUTES + 1) + b"/>", WIDE),
        (b"<a " + b"b " * (MOST_ATTRIBUTES + 1) + b">", WIDE),
        (b"<a " + b'b="c" ' * (MOST_ATTRIBUTES + 1), WIDE),
    ],
)
def test_depth_and_attributes_are_limited(document: bytes, fault: FailureDetail) -> None:
    assert overbuilt(document) == fault


@pytest.mark.parametrize(
    "document",
    [
        b"<a>" * DEEPEST,
        b"<a " + b'b="c" ' * MOST_ATTRIBUTES + b"/>",
        b'<img src="data:image/png;base64,' + b"A=" * 100_000 + b'"/>',
        b"<rss>" + b"<item><title>t</title><link/></item>" * 5_000 + b"</rss>",
        b"<item><![CDATA[" + b"<p>" * 5_000 + b"]]></item>",
        b"<item><!-- " + b"<p>" * 5_000 + b" --></item>",
        b"<item>" + b"x" * 200_000 + b" 1 < 2 </item>",
        b"</item>" * 5_000 + b"<item>",
    ],
)
def test_what_is_only_long_is_not(document: bytes) -> None:
    assert overbuilt(document) is None


@pytest.mark.parametrize(
    "piece", [b"<", b"<a", b"<!--", b"<![CDATA[", b"<!--x-->", b"</", b"<a>text", b"<a/>", b"]]>", b"'", b"<a '", b'<a "']
)
def test_hostile_documents_are_looked_through_to_their_end(piece: bytes) -> None:
    with must_end():
        overbuilt(piece * 500_000)
