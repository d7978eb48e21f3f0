"""Guidance is data: what the pack says, no Python file says.

The words are read from the pack itself, so a fact added to the pack is looked for from then on. Strings are searched,
docstrings and comments are not (they may speak of the field), except for whole phone numbers, which may stand nowhere.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCE = CHECKOUT / "src" / "dsl_desk"

# (file, word): what a word that happens to be a step id means there.
SHARED_WORDS = {
    ("domain/access.py", "record"): "an act, in the table of who may do what",
    ("domain/access.py", "close"): "an act, in the table of who may do what",
    ("pathways/steps.py", "record"): "a kind of step, in the format",
    ("pathways/steps.py", "decide"): "a kind of step, in the format",
    ("pathways/steps.py", "refer"): "a kind of step, in the format",
    ("pathways/steps.py", "answer"): "a kind of step, in the format",
    ("pathways/steps.py", "close"): "a kind of step, in the format",
    ("ui/glyphs.py", "record"): "the name of a drawing",
    ("ui/glyphs.py", "close"): "the name of a drawing",
    ("ui/shell.py", "record"): "the name of a screen",
}

LEGAL = re.compile(
    r"\b(KCSIE|Working Together to|[Ss]ections? \d+|[Pp]ara(graph)?s?\.? \d+|Annex [A-Z]\b|Act (19|20)\d\d)"
)
DEADLINE = re.compile(r"\b(\d+|one|two|three|five|ten) (working|school) (day|hour)s?\b", re.IGNORECASE)
# Ofcom keeps these for stories; one alphabet of digits is no number either.
NOBODYS = re.compile(r"01632 ?960|07700 ?900|0123456789")
LONG_NUMBER = re.compile(r"(?<![\d.x])(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)")


@cache
def pack() -> dict[str, dict[str, Any]]:
    return {
        path.relative_to(CHECKOUT).as_posix(): tomllib.loads(path.read_text("utf-8"))
        for room in ("england", "localities")
        for path in sorted((CHECKOUT / "resources" / room).rglob("*.toml"))
    }


def rows(table: str) -> Iterator[dict[str, Any]]:
    for content in pack().values():
        found = content.get(table, [])
        yield from (row for row in found if isinstance(row, dict))


def kind_names() -> set[str]:
    """Kinds of entry are the program's own words, whatever a pack calls its steps."""
    from dsl_desk.domain.entries.kinds import KINDS

    return set(KINDS)


@cache
def step_ids() -> frozenset[str]:
    return frozenset(row["id"] for row in rows("step"))


@cache
def strings() -> tuple[tuple[str, int, str], ...]:
    """Every string in the source that is not a docstring: file, line, text."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        words = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words:
                found.append((path.relative_to(SOURCE).as_posix(), node.lineno, node.value))
    return tuple(found)


def saying(phrases: set[str]) -> list[str]:
    """Where a string holds one of these phrases as whole words."""
    if not phrases:
        return []
    ordered = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(" + "|".join(re.escape(phrase) for phrase in ordered) + r")(?!\w)")
    return [f"{file}:{line} says {hit[0]}" for file, line, text in strings() if (hit := pattern.search(text))]


def none(said: list[str]) -> None:
    assert not said, "\n" + "\n".join(said)


def test_the_pack_was_read() -> None:
    assert len(step_ids()) >= 5
    assert any(row.get("number") for row in rows("contact"))
    assert any(row.get("title") for row in rows("source"))


def test_no_step_id_is_written_in_python() -> None:
    ids = step_ids() - kind_names()
    inside = [(file, line, text) for file, line, text in strings() if not file.startswith(("domain/entries", "store/"))]
    none(
        [
            f"{file}:{line} says {text}"
            for file, line, text in inside
            if text in ids and (file, text) not in SHARED_WORDS
        ]
    )


def test_every_shared_word_is_still_in_use() -> None:
    used = {(file, text) for file, _, text in strings()}
    none([f"{file} no longer says {word}" for file, word in SHARED_WORDS if (file, word) not in used])


def test_no_step_is_told_by_its_id() -> None:
    """Even a word shared with a kind of entry may not be compared with a step."""
    told = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            names = {ast.unparse(side).rpartition(".")[2] for side in sides}
            literals = {part.value for side in sides for part in ast.walk(side) if isinstance(part, ast.Constant)}
            if names & {"step", "step_id"} and literals & step_ids():
                told.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    none(told)


def test_no_phone_number_is_written_in_python() -> None:
    numbers = [row["number"] for row in rows("contact") if row.get("number")]
    everywhere = [
        f"{path.relative_to(SOURCE)} says {hit[0]}"
        for path in sorted(SOURCE.rglob("*.py"))
        for hit in LONG_NUMBER.finditer(path.read_text("utf-8"))
        if not NOBODYS.match(hit[0])
    ]
    none(everywhere)
    none(saying(set(numbers)))


def test_no_service_is_named_in_python() -> None:
    names = {
        name for row in rows("contact") for name in (row["name"], row.get("full_name"), *row.get("aliases", ())) if name
    }
    names |= {word for name in names for word in re.findall(r"\b[A-Z]{3,}\b", name)}
    names |= {content["locality"] for content in pack().values() if content.get("locality", "none") != "none"}
    names |= {row["area"] for row in rows("contact") if row.get("area")}
    names |= {name for row in rows("alias") for name in (row["old"], row["now"])}
    names |= {row["email"] for row in rows("contact") if row.get("email")}
    none(saying(names))


def test_no_contact_is_told_by_its_role() -> None:
    """Which service a line is belongs to the pack: no role of a contact is written, to be compared or looked up by.

    What a child's file calls a worker or a field (a social worker, the GP) are the program's own words.
    """
    from dsl_desk.domain.entries.kinds import KINDS

    fields = {field.name for kind in KINDS.values() for field in dataclasses.fields(kind.body)}
    (workers,) = [row["items"] for row in rows("list") if row["id"] == "worker_kinds"]
    roles = {row["id"] for row in rows("contact")} - fields - {one["value"] for one in workers}
    none([f"{file}:{line} says {text}" for file, line, text in strings() if text in roles])


def test_no_guidance_is_named_in_python() -> None:
    titles = {row["title"] for table in ("source", "card", "guidance", "conflict") for row in rows(table)}
    links = {
        row["link"].partition(",")[0] for table in ("source", "guidance") for row in rows(table) if row.get("link")
    }
    none(saying(titles | links))


def test_no_edition_is_written_in_python() -> None:
    """An edition, in words or as its pack's number: "2026.2", "November 2025", "18 March 2026"."""
    said = {row["edition"] for table in ("source", "guidance") for row in rows(table) if row.get("edition")}
    said |= {str(content["edition"]) for content in pack().values() if isinstance(content.get("edition"), str)}
    said |= {hit for edition in said for hit in re.findall(r"(?:\d{1,2} )?[A-Z][a-z]+ (?:19|20)\d\d", edition)}
    none(saying({one for one in said if re.search(r"\d{4}", one)}))


def test_no_deadline_or_citation_is_written_in_python() -> None:
    written = [f"{file}:{line} says {hit[0]}" for file, line, text in strings() if (hit := LEGAL.search(text))]
    written += [f"{file}:{line} says {hit[0]}" for file, line, text in strings() if (hit := DEADLINE.search(text))]
    none(written)
