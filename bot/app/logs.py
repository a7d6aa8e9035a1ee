"""The log on standard error: lines for people or JSON for machines."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from bot.config.settings import LogSettings

TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def set_up_logs(settings: LogSettings) -> None:
    """Log from `settings.level` up. Libraries speak from WARNING up: their lines hold addresses and are many."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(settings.level.upper())
    logging.getLogger("bot.web.access").setLevel(logging.DEBUG if settings.level == "debug" else logging.WARNING)
