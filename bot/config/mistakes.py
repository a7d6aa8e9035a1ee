"""From a validation error to mistakes that say what, where and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.errors import Mistake

Path = tuple[str | int, ...]


def mistakes_of(error: ValidationError, model: type[BaseModel], place: Callable[[Path], str]) -> list[Mistake]:
    """One mistake for each part that is wrong; `place` names where a part stands."""
    return [_mistake(detail, model, place) for detail in error.errors(include_url=False, include_input=False)]


def _mistake(detail: ErrorDetails, model: type[BaseModel], place: Callable[[Path], str]) -> Mistake:
    path: Path = tuple(detail["loc"])
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    parent, field = _find(model, path)
    if detail["type"] == "extra_forbidden":
        return Mistake(place(path), f"`{name}` is not a setting here.", _nearest(name, parent))
    if detail["type"] == "missing":
        return Mistake(place(path[:-1]), f"`{name}` is missing.", _advice(field))
    if detail["type"] in {"model_type", "model_attributes_type"}:
        return Mistake(place(path), f"`{name}` must be a group of settings, each on a line of its own.", "Indent them below it.")
    return Mistake(place(path), f"`{name}` {_what(detail)}.", _advice(field))


def _what(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx") or {}
    match detail["type"]:
        case "value_error":
            return str(context.get("error", "is not valid"))
        case "literal_error":
            return f"must be one of {context.get('expected')}"
        case "string_pattern_mismatch":
            return "is not written as it must be"
        case "too_short":
            return "must not be empty"
        case _:
            return detail["msg"].replace("Input should be", "must be").replace("String should", "must").rstrip(".")


def _advice(field: FieldInfo | None) -> str:
    return field.description if field is not None and field.description else ""


def _nearest(name: str, model: type[BaseModel] | None) -> str:
    known = [] if model is None else [field.alias or key for key, field in model.model_fields.items()]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Known here: {', '.join(known)}." if known else "Take it away."


def _find(model: type[BaseModel], path: Path) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """The model around the last named part of a path, and that part's field."""
    around: type[BaseModel] | None = model
    field: FieldInfo | None = None
    for part in (part for part in path if isinstance(part, str)):
        if field is not None:
            around = next(_models(field.annotation), None)
        if around is None:
            return None, None
        field = next((value for key, value in around.model_fields.items() if part in (key, value.alias)), None)
        if field is None:
            return around, None
    return around, field


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
