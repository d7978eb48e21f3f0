"""Which child a line of an import means: by UPN, then admission number, then name and date of birth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dsl_desk.domain.child_columns import same
from dsl_desk.errors import ImportRefused
from dsl_desk.store.child_identities import Identity

Values = Mapping[str, str | date]


@dataclass(frozen=True)
class Match:
    """`id` is empty for a child that is not on file."""

    id: str
    warnings: tuple[str, ...] = ()


class Known:
    """The children on file, to be found by what a line says."""

    def __init__(self, found: Iterable[Identity]) -> None:
        self._by: dict[tuple[str, ...], list[Identity]] = {}
        self._by_name: dict[str, list[Identity]] = {}
        for one in found:
            for key in (("upn", one.upn), ("admission", one.admission_number), ("name", _name(one), one.born)):
                self._by.setdefault(key, []).append(one)
            self._by_name.setdefault(_name(one), []).append(one)

    def find(self, values: Values) -> Match:
        """The child these values mean, with what should be looked at."""
        for key in _keys_of(values):
            found = {one.id: one for one in self._by.get(key, ())}
            if found:
                one = next(iter(found.values()))
                return Match(one.id, tuple(self._doubts(values, one, len(found))))
        return Match("", tuple(self._perhaps(values)))

    def _doubts(self, values: Values, one: Identity, count: int) -> Iterator[str]:
        if count > 1:
            yield "More than one child on file fits this line; the first was taken. Look at both files."
        upn = values.get("upn")
        if upn and one.upn and upn != one.upn:
            yield "This child is on file with another UPN. The one in the file replaces it."
        surname = str(values.get("legal_surname", ""))
        born = values.get("born")
        other_name = surname and one.surname and same(surname) != same(one.surname)
        if other_name and isinstance(born, date) and one.born and born.isoformat() != one.born:
            yield "The numbers are those of a child with another surname and date of birth. Check that it is this one."

    def _perhaps(self, values: Values) -> Iterator[str]:
        """A child added by hand on a Friday evening, perhaps without a date of birth, may be this one."""
        name = _said_name(values)
        if name and self._by_name.get(name):
            yield (
                "A child of this name is on file, with another date of birth or other numbers. If it is the same "
                "child, import nothing yet: open that file, write the date of birth or a number from this line under "
                "Details, and try again."
            )


def refuse_twice(lines: Iterable[tuple[int, Values]]) -> None:
    """ImportRefused, naming both lines, when the file holds the same child twice."""
    first: dict[tuple[str, ...], int] = {}
    for line, values in lines:
        for key in _keys_of(values):
            if key in first and first[key] != line:
                raise ImportRefused(
                    f"Lines {first[key]} and {line} have the same {_WHAT[key[0]]}. Take one of them out in your "
                    "school's system and export again. Nothing was imported."
                )
            first[key] = line


_WHAT = {"upn": "UPN", "admission": "admission number", "name": "name and date of birth"}


def _keys_of(values: Values) -> list[tuple[str, ...]]:
    """The surest first. A name alone is one only for who has no number: two children may share a name."""
    keys: list[tuple[str, ...]] = []
    if upn := values.get("upn"):
        keys.append(("upn", str(upn)))
    if admission := values.get("admission_number"):
        keys.append(("admission", str(admission)))
    born = values.get("born")
    if _said_name(values) and (born or not keys):
        keys.append(("name", _said_name(values), born.isoformat() if isinstance(born, date) else ""))
    return keys


def _name(one: Identity) -> str:
    return f"{same(one.surname)} {same(one.forename)}".strip()


def _said_name(values: Values) -> str:
    return f"{same(str(values.get('legal_surname', '')))} {same(str(values.get('legal_forename', '')))}".strip()
