"""feeds.schema.json, by which editors complete and check feeds.yaml: `python -m bot.config.schema > feeds.schema.json`."""

from __future__ import annotations

import json
import sys

from bot.config.feeds_file import FeedsFile


def feeds_schema() -> str:
    """The JSON Schema (draft 2020-12) of feeds.yaml, as the text of its file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **FeedsFile.model_json_schema(by_alias=True)}
    schema["title"] = "The feeds of Alliance Desk"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(feeds_schema())
