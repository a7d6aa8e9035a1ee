"""The state of the running process, asked with a time limit: a check that hangs or breaks is an answer too."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from bot.errors import StoreError
from bot.web.ports import Check, HealthSource

log = logging.getLogger(__name__)


async def ask(health: HealthSource, seconds: float) -> Sequence[Check]:
    """The checks; one failed check named `desk` where they could not be had in time."""
    try:
        async with asyncio.timeout(seconds):
            return await health.checks()
    except TimeoutError:
        return (Check("desk", is_well=False, detail=f"No answer within {seconds:g} seconds."),)
    except StoreError as error:
        return (Check("store", is_well=False, detail=str(error)),)
    except Exception:
        log.exception("The health checks failed")
        return (Check("desk", is_well=False, detail="The checks themselves failed; the log says why."),)
