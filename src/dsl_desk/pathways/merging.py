"""Base and overlay made one: a table with the same id replaces it whole, a new one is added, `omit` needs a why."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from dsl_desk.errors import PackBroken

Raw = dict[str, Any]

# The arrays of tables a file may hold, with the key that tells their tables apart.
KEYS = {
    "source": "id",
    "list": "id",
    "parents_rule": "id",
    "road": "id",
    "group": "id",
    "nature": "id",
    "card": "id",
    "contact": "id",
    "conflict": "id",
    "guidance": "id",
    "notice": "id",
    "question": "id",
    "step": "id",
    "document": "id",
    "alias": "old",
}


@dataclass(frozen=True)
class Item:
    """One table and the file it stands in, for the sentence when it is wrong."""

    where: str
    raw: Raw


@dataclass(frozen=True)
class File:
    """One file of base and overlay made one: `keys` are its single values, `tables` its arrays of tables."""

    path: str
    keys: dict[str, Item]
    tables: dict[str, list[Item]]


def parse(where: str, content: bytes) -> Raw:
    """The TOML of one file. PackBroken: it is no TOML, with the line."""
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise broken(where, "is not UTF-8 text", "Save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise broken(where, f"is not readable: {error}", "Correct that line") from None
    except (ValueError, RecursionError):  # a number or a nesting beyond all use
        raise broken(where, "is not readable", "Use another copy of it") from None


def broken(where: str, what: str, do: str) -> PackBroken:
    """The sentence every broken file gets: where, what is wrong, what to do, nothing lost."""
    return PackBroken(f"{where} {what}. {do}, then check the pack again. Nothing was changed.", spot=where)


def as_file(path: str, where: str, raw: Raw) -> File:
    """One file on its own: every table has the file's `defaults` filled in."""
    defaults = raw.get("defaults", {})
    keys: dict[str, Item] = {}
    tables: dict[str, list[Item]] = {"omit": []}
    for key, value in raw.items():
        if key == "defaults":
            continue
        if (key in KEYS and not isinstance(value, str)) or key == "omit":  # `source = "…"` is a single value
            if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                raise broken(where, f"has “{key}” as something else than tables", f"Write [[{key}]] above each")
            fill = {} if key in ("omit", "road", "group") else defaults
            tables[key] = [Item(where, {**fill, **one}) for one in value]
        else:
            keys[key] = Item(where, {key: value})
    return File(path, keys, tables)


def lay_over(base: File, overlay: File) -> File:
    """The overlay's file laid over the base's."""
    tables = {name: list(items) for name, items in base.tables.items()}
    for omitted in overlay.tables["omit"]:
        _omit(tables, omitted)
    for name, items in overlay.tables.items():
        if name != "omit":
            tables[name] = _laid(tables.get(name, []), items, KEYS[name])
    return File(base.path, {**base.keys, **overlay.keys}, tables)


def checked_ids(file: File) -> File:
    """The file itself. PackBroken: a table has no id, or an id stands twice."""
    for name, items in file.tables.items():
        if name == "omit":
            continue
        seen: set[str] = set()
        for item in items:
            found = item.raw.get(KEYS[name])
            if not isinstance(found, str) or not found:
                raise broken(item.where, f"has a [[{name}]] without “{KEYS[name]}”", "Give it one")
            if found in seen:
                raise broken(item.where, f"has [[{name}]] “{found}” twice", "Keep one of them")
            seen.add(found)
    return file


def _laid(old: list[Item], new: list[Item], key: str) -> list[Item]:
    items = list(old)
    for item in new:
        spots = [spot for spot, other in enumerate(items) if other.raw.get(key) == item.raw.get(key)]
        after = item.raw.get("place_after")
        if spots:
            items[spots[0]] = item
        elif after is None:
            items.append(item)
        else:
            found = [spot for spot, other in enumerate(items) if other.raw.get(key) == after]
            if not found:
                raise broken(
                    item.where, f"places “{item.raw.get(key)}” after “{after}”, which is not there", "Name one that is"
                )
            items.insert(found[0] + 1, item)
    return items


def _omit(tables: dict[str, list[Item]], omitted: Item) -> None:
    raw, where = omitted.raw, omitted.where
    if not str(raw.get("why", "")).strip():
        raise broken(where, f"omits “{raw.get('id')}” without a why", "Say why it is omitted")
    for name, items in tables.items():
        left = [item for item in items if item.raw.get(KEYS.get(name, "id")) != raw.get("id")]
        if len(left) != len(items):
            tables[name] = left
            return
    raise broken(where, f"omits “{raw.get('id')}”, which is not there", "Name one that is, or take the line out")
