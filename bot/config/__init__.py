"""Settings and feeds, from files, environment and secret files."""

from bot.config.load import Configuration, load_configuration, report
from bot.config.settings import Settings

__all__ = ["Configuration", "Settings", "load_configuration", "report"]
