"""Reads the files of a pack, base and overlay, into one Pack. Whatever is wrong is named with its file and key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec.structs import replace

from dsl_desk.domain.questions import Choice
from dsl_desk.pathways import model
from dsl_desk.pathways.archive import BASE, OVERLAY, Archive, read_folder
from dsl_desk.pathways.duties import Duty
from dsl_desk.pathways.front_door import FrontDoor, Line, Ring, SheetRow
from dsl_desk.pathways.merging import File, Item, Raw, as_file, broken, checked_ids, lay_over, parse
from dsl_desk.pathways.model import CHILDREN
from dsl_desk.pathways.pack import Core, Pack
from dsl_desk.pathways.reading import read, read_question

__all__ = ["load", "read_folder"]

Shape = TypeVar("Shape")
Lists = dict[str, tuple[Choice, ...]]

# What each file may hold: arrays of tables, and single values (None: whatever its front page's shape says).
_FILES: dict[str, tuple[set[str], set[str] | None]] = {
    "pack.toml": ({"document", "alias"}, None),
    "sources.toml": ({"source"}, set()),
    "lists.toml": ({"list"}, set()),
    "natures.toml": ({"nature", "group", "road", "parents_rule"}, {"guidance"}),
    "cards.toml": ({"card"}, set()),
    "contacts.toml": ({"contact"}, set()),
    "calendar.toml": (set(), None),
    "conflicts.toml": ({"conflict"}, set()),
    "guidance.toml": ({"guidance"}, set()),
    "notices.toml": ({"notice"}, set()),
    "duties.toml": ({"duty"}, set()),
    "front_door.toml": ({"ring", "line", "row"}, None),
    "questions/": ({"question"}, {"unless_known", "vaults"}),
    "pathways/": ({"step"}, None),
}
_MAY_BE_MISSING = frozenset({"conflicts.toml", "guidance.toml", "notices.toml", "duties.toml", "front_door.toml"})


def load(archive: Archive, vault: str = CHILDREN) -> Pack:
    """The pack of these files as the desk over that vault sees it.

    PackBroken: the sentence names the file, the table and the key, and what to do.
    """
    files = _merged(archive)
    front = files["pack.toml"]
    title = read(_whole(front), model.Title, "the front page")
    rules = _rules(title, vault)
    lists = _lists(files["lists.toml"], rules)
    choices: Lists = {name: _choices(one) for name, one in lists.items()}
    return Pack(
        digest=archive.digest,
        title=replace(title, call_now=rules.call_now or title.call_now),
        vault=vault,
        rules=rules,
        calendar=read(_whole(files["calendar.toml"]), model.CalendarRules, "the calendar"),
        sources={one.id: one for one in _all(files["sources.toml"], "source", model.Source)},
        lists=lists,
        **_natures(files["natures.toml"], vault),
        cards={one.id: one for one in _all(files["cards.toml"], "card", model.Card) if vault in one.vaults},
        contacts={one.id: one for one in _all(files["contacts.toml"], "contact", model.Contact)},
        documents={one.id: one for one in _all(front, "document", model.Document)},
        aliases=tuple(_all(front, "alias", model.Alias)),
        conflicts=tuple(_all(files.get("conflicts.toml"), "conflict", model.Conflict)),
        notices={one.id: one for one in _about_children(files.get("notices.toml"), "notice", model.Notice, vault)},
        duties=tuple(_about_children(files.get("duties.toml"), "duty", Duty, vault)),
        guidance=tuple(_all(files.get("guidance.toml"), "guidance", model.Guidance)),
        core=_core(files, choices, vault),
        pathways=_of_vault(_pathways(files, choices), vault, rules.base_road),
        front_door=_front_door(files["front_door.toml"]) if "front_door.toml" in files else None,
    )


def _rules(title: model.Title, vault: str) -> model.VaultRules:
    rules = title.rules(vault)
    if rules is None:
        raise broken("pack.toml", f"says nothing about the vault “{vault}”", f"Add [vaults.{vault}] to it")
    return rules


def _natures(file: File, vault: str) -> dict[str, Any]:
    return {
        "parents_rules": tuple(_all(file, "parents_rule", model.ParentsRule)),
        "roads": {one.id: one for one in _all(file, "road", model.Road)},
        "groups": tuple(_all(file, "group", model.Group)),
        "natures": {one.id: one for one in _about_children(file, "nature", model.Nature, vault)},
        "nature_guidance": str(file.keys["guidance"].raw["guidance"]) if "guidance" in file.keys else "",
    }


def _about_children(file: File | None, name: str, shape: type[Shape], vault: str) -> list[Shape]:
    """Natures of concern, notices and the lead's duties are about children: a vault about adults has none."""
    return _all(file, name, shape) if vault == CHILDREN else []


def _lists(file: File, rules: model.VaultRules) -> dict[str, model.ChoiceList]:
    """The lists by id; where this vault has one of its own, it stands in the other's place."""
    lists = {one.id: one for one in _all(file, "list", model.ChoiceList)}
    for name, own in rules.lists.items():
        if name not in lists or own not in lists:
            raise broken("lists.toml", f"has no list “{own}” to stand in for “{name}”", "Add it")
    return lists | {name: replace(lists[own], id=name) for name, own in rules.lists.items()}


def _of_vault(roads: dict[str, model.Pathway], vault: str, base: str) -> dict[str, model.Pathway]:
    found = {name: road for name, road in roads.items() if vault in road.vaults}
    if base not in found:
        raise broken("pathways/", f"holds no road “{base}” for the vault “{vault}”", "Add one with that id")
    return found


def _merged(archive: Archive) -> dict[str, File]:
    files: dict[str, File] = {}
    for folder in (BASE, OVERLAY):
        for path, content in archive.below(folder).items():
            where = f"{folder}/{path}"
            one = checked_ids(_expected(as_file(path, where, parse(where, content)), where))
            files[path] = lay_over(files[path], one) if path in files else one
    missing = sorted({name for name in _FILES if name.endswith(".toml")} - _MAY_BE_MISSING - set(files))
    if missing:
        raise broken(missing[0], "is missing", "Add it")
    return files


def _expected(file: File, where: str) -> File:
    """The file itself. PackBroken: it is no file of a pack, or holds a table or a key that does not belong in it."""
    place = file.path if file.path in _FILES else file.path.partition("/")[0] + "/"
    if place not in _FILES:
        raise broken(where, "is not a file of a pack", "Rename or remove it")
    tables, keys = _FILES[place]
    unknown = sorted(set(file.tables) - tables - {"omit"})
    if keys is not None:
        unknown += sorted(set(file.keys) - keys)
    if unknown:
        raise broken(where, f"has “{unknown[0]}”, which does not belong in this file", "Correct or remove it")
    return file


def _all(file: File | None, name: str, shape: type[Shape]) -> list[Shape]:
    """The tables of that name; none where the file may be missing and is."""
    return [read(item, shape, name) for item in file.tables.get(name, [])] if file else []


def _whole(file: File) -> Item:
    """The single values of a file as one table; an error names the file the first of them stands in."""
    raw = {key: value for item in file.keys.values() for key, value in item.raw.items()}
    where = next((item.where for item in reversed(file.keys.values())), file.path)
    return Item(where, raw)


def _choices(one: model.ChoiceList) -> tuple[Choice, ...]:
    return tuple(Choice(value=item.value, label=item.label, card=item.card, note=item.note) for item in one.items)


def _front_door(file: File) -> FrontDoor:
    return replace(
        read(_whole(file), FrontDoor, "the front door"),
        rings=tuple(_all(file, "ring", Ring)),
        lines=tuple(_all(file, "line", Line)),
        rows=tuple(_all(file, "row", SheetRow)),
    )


def _core(files: dict[str, File], lists: Lists, vault: str) -> dict[str, Core]:
    """The form of each kind of entry: the one that names this vault, else the one that names none."""
    core: dict[str, Core] = {}
    asked = [(path, file) for path, file in files.items() if path.startswith("questions/")]
    named = {path: file.keys["vaults"].raw["vaults"] for path, file in asked if "vaults" in file.keys}
    for path, file in sorted(asked, key=lambda one: one[0] in named):
        if vault not in named.get(path, (vault,)):
            continue
        kind = path.rpartition("/")[2].removesuffix(".toml")
        spared = file.keys["unless_known"].raw["unless_known"] if "unless_known" in file.keys else {}
        questions = tuple(read_question(item, lists) for item in file.tables.get("question", []))
        core[kind] = Core(kind=kind, questions=questions, unless_known=dict(spared))
    return core


def _pathways(files: dict[str, File], lists: Lists) -> dict[str, model.Pathway]:
    found = {path: file for path, file in files.items() if path.startswith("pathways/")}
    by_id = {str(_whole(file).raw.get("id", "")): file for file in found.values()}
    pathways = {name: _pathway(file, by_id, lists) for name, file in by_id.items()}
    for name, pathway in pathways.items():
        base = pathways.get(pathway.beside) if pathway.beside else None
        if pathway.beside and (base is None or base is pathway or base.beside):
            where = _whole(by_id[name]).where
            raise broken(where, f"stands beside “{pathway.beside}”, which it cannot", "Name a whole road of this pack")
    return pathways


def _pathway(file: File, by_id: dict[str, File], lists: Lists) -> model.Pathway:
    front = _whole(_extended(file, by_id, ()))
    steps = [_step(item, lists) for item in _extended(file, by_id, ()).tables.get("step", [])]
    # Steps are whole already: the shape is read without them, then made with them.
    return replace(read(Item(front.where, {**front.raw, "steps": []}), model.Pathway, "pathway"), steps=tuple(steps))


def _extended(file: File, by_id: dict[str, File], seen: Iterable[str]) -> File:
    front = _whole(file)
    base_id = str(front.raw.get("extends", ""))
    if not base_id:
        return file
    if base_id not in by_id or base_id in seen or base_id == front.raw.get("id"):
        raise broken(front.where, f"extends “{base_id}”, which it cannot", "Name another pathway of this pack")
    base = _extended(by_id[base_id], by_id, (*seen, str(front.raw.get("id"))))
    return lay_over(base, file)


def _step(item: Item, lists: Lists) -> model.Step:
    raw = dict(item.raw)
    asked = raw.pop("question", [])
    if not isinstance(asked, list):
        raise broken(item.where, f"has “question” of step “{raw.get('id')}” as something else than tables", "Mend it")
    if "choices_from" in raw:
        raise broken(item.where, f"has “choices_from” on step “{raw.get('id')}”", "Put it on a question")
    fill: Raw = {key: raw[key] for key in ("source", "confidence") if key in raw}
    questions = tuple(read_question(Item(item.where, {**fill, **one}), lists) for one in asked)
    step = read(Item(item.where, raw), model.Step, "step")
    if step.kind not in model.STEP_KINDS:
        raise broken(item.where, f"has step “{step.id}” of an unknown kind “{step.kind}”", "Use a kind of the format")
    _refuse_circles(item, step)
    return replace(step, questions=questions)


def _refuse_circles(item: Item, step: model.Step) -> None:
    """Whether a step is done may rest on answers and facts, never on steps being done: that could run in a circle."""
    for table in step.done_when:
        for key in table:
            if "." not in key:
                raise broken(item.where, f"has “{key}” in done_when of step “{step.id}”", "Name a question or a fact")
