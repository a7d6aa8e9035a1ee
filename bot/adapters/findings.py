"""What a look at a platform finds, for `alliance-desk check --online`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `what` it is in a plain sentence, and where it is not `ok` how to `mend` it. No token is in either."""

    ok: bool
    what: str
    mend: str = ""
