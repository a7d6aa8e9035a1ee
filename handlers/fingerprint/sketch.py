"""A bottom-k sketch of a body (Broder, "On the resemblance and containment of documents", 1997): the smallest hashes of its shingles.

One hash a shingle instead of MinHash's one a permutation: a tenth of the work, and what part of a short print stands in a long one can be
read off it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

SIZE = 64
MOST_WORDS = 300
"""How far a body is read: reprints are cut at the end."""


def sketch_of(words: Sequence[str]) -> tuple[int, ...]:
    """The `SIZE` smallest hashes of its shingles, rising; none of fewer than three words.

    A shingle is three words: one word changed in ten leaves three shingles of four.
    """
    texts = words[:MOST_WORDS]
    shingles = zip(texts, texts[1:], texts[2:], strict=False)
    return tuple(sorted(set(map(crc32, map(str.encode, map(" ".join, shingles)))))[:SIZE])
