"""From one TOML table to one frozen shape, with a sentence that names file, table and key when it does not fit."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, TypeVar

import msgspec

from dsl_desk.domain.questions import Choice, Question
from dsl_desk.pathways.merging import Item, Raw, broken

Shape = TypeVar("Shape")

_AT = re.compile(r" - at `\$\.?(?P<key>[^`]*)`$")
_QUESTION_KEYS = frozenset(one.name for one in dataclasses.fields(Question)) | {
    "checked",
    "choices_from",
    "place_after",
}
_CHOICE_KEYS = frozenset(one.name for one in dataclasses.fields(Choice))


def read(item: Item, shape: type[Shape], name: str) -> Shape:
    """The table as this shape. PackBroken: a key is missing, unknown or of the wrong kind."""
    try:
        return msgspec.convert(item.raw, shape)
    except msgspec.ValidationError as error:
        said = str(error)
        found = _AT.search(said)
        key = found["key"] if found else ""
        what = _AT.sub("", said)
        label = item.raw.get("id") or item.raw.get("old") or ""
        at = f", key “{key}”" if key else ""
        raise broken(item.where, f"has a problem in {name} “{label}”{at}: {_plain(what)}", "Correct it") from None


def read_question(item: Item, lists: dict[str, tuple[Choice, ...]]) -> Question:
    """The table as a Question, with the choices of the list it names. PackBroken as `read`."""
    return read(Item(item.where, _expanded(item.raw, item.where, lists)), Question, "question")


def _expanded(raw: Raw, where: str, lists: dict[str, tuple[Choice, ...]]) -> Raw:
    _refuse_unknown(raw, _QUESTION_KEYS, where, f"question “{raw.get('id', '')}”")
    whole: dict[str, Any] = {
        key: value for key, value in raw.items() if key not in ("checked", "choices_from", "place_after")
    }
    named = raw.get("choices_from")
    if named is not None:
        if named not in lists:
            raise broken(where, f"takes choices from list “{named}”, which is not there", "Name a list of lists.toml")
        whole["choices"] = [dataclasses.asdict(choice) for choice in lists[named]] + list(raw.get("choices", []))
    for choice in whole.get("choices", []):
        if isinstance(choice, dict):
            _refuse_unknown(choice, _CHOICE_KEYS, where, f"a choice of question “{raw.get('id', '')}”")
    if "fields" in raw:
        whole["fields"] = [_expanded(field, where, lists) for field in raw["fields"] if isinstance(field, dict)]
    return whole


def _refuse_unknown(raw: Raw, known: frozenset[str], where: str, name: str) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise broken(where, f"has an unknown key “{unknown[0]}” in {name}", "Correct or remove it")


def _plain(said: str) -> str:
    said = re.sub(r"Object contains unknown field `([^`]*)`", r"unknown key “\1”", said)
    said = re.sub(r"Object missing required field `([^`]*)`", r"the key “\1” is missing", said)
    said = re.sub(r"Expected `([^`]*)`, got `([^`]*)`", r"it should be \1 and is \2", said)
    return re.sub(r"Invalid enum value '([^']*)'", r"“\1” is not one of the values it can have", said)
