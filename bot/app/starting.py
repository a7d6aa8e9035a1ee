"""Starting a desk: the worker first, so that it loads the analysis on one core while this process imports the rest on another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.config import Configuration
from bot.worker.client import WorkerClient, worker_command

if TYPE_CHECKING:
    from bot.app.running import Script


async def start_desk(configuration: Configuration, *, script: Script | None = None) -> None:
    """Start a desk and run it to its end (running.py). Raises StartError, StoreError and WorkerError where it cannot start."""
    async with WorkerClient(worker_command(configuration.settings.ontology_file, warm=True)) as worker:
        await worker.start()
        from bot.app.running import run_desk  # noqa: PLC0415 - a second of imports, beside the worker's

        await run_desk(configuration, worker, script=script)
