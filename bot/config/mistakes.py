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
    """One mistake for each part that is wrong; `place` names where a part stands. No value of the file or the environment is in them."""
    details = error.errors(include_url=False, include_input=False)
    return [_mistake(detail, model, place) for detail in details if not _is_echo(detail, details)]


def _is_echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is called too short only because its entries are wrong, which is told of each of them."""
    path = detail["loc"]
    return detail["type"] == "too_short" and any(other["loc"][: len(path)] == path for other in details if other is not detail)


def _mistake(detail: ErrorDetails, model: type[BaseModel], place: Callable[[Path], str]) -> Mistake:
    path: Path = tuple(detail["loc"])
    names = [str(part) for part in path if isinstance(part, str)]
    said = f"`{names[-1]}`" if names else "the file"
    parent, field = _find(model, path)
    match detail["type"]:
        case "extra_forbidden":
            return Mistake(place(path), f"{said} is not a setting here.", _nearest(names[-1], parent))
        case "missing":
            return Mistake(place(path[:-1]), f"{said} is missing.", _advice(field))
        case "model_type" | "model_attributes_type":
            group = f"an entry of {said}" if path and isinstance(path[-1], int) else said
            known = _names(parent if field is None else next(_models(field.annotation), None))
            return Mistake(place(path), f"{group} must be a group of settings, each a name and a value.", f"Known here: {known}.")
        case _:
            return Mistake(place(path), f"{said} {_what(detail)}.", _advice(field))


_WORDS = {
    "string_type": "must be text: put it between quotation marks",
    "string_unicode": "holds a character that is no character",
    "string_pattern_mismatch": "is not written as it must be",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "tuple_type": "must be a list, each entry on a line of its own after a `-`",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is too large",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number that has an end",
    "path_type": "must be the path of a file or folder",
}


def _what(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx") or {}
    match kind:
        case "value_error":
            return str(context.get("error", "is not valid"))
        case "literal_error":
            return f"must be one of {context.get('expected')}"
        case "string_too_long":
            return f"must have {context.get('max_length')} characters at most"
        case _:
            return _WORDS.get(kind) or detail["msg"].replace("Input should be", "must be").rstrip(".")


def _advice(field: FieldInfo | None) -> str:
    return field.description if field is not None and field.description else ""


def _nearest(name: str, model: type[BaseModel] | None) -> str:
    known = [] if model is None else [field.alias or key for key, field in model.model_fields.items()]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else f"Known here: {_names(model)}."


def _names(model: type[BaseModel] | None) -> str:
    return "nothing" if model is None else ", ".join(field.alias or key for key, field in model.model_fields.items())


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
