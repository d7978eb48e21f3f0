"""Names by id, looked up once per page."""

from __future__ import annotations

from dsl_desk.casework.answer_words import Names
from dsl_desk.store import children, concerns, desk_tables
from dsl_desk.store.work import Read


def names_of(read: Read) -> Names:
    """From the id of a child, an adult, a person of the desk or a concern to a name; the id's own words otherwise."""
    known = {person.id: person.name for person in desk_tables.people(read)}

    def name(some_id: str) -> str:
        if some_id not in known:
            known[some_id] = _on_file(read, some_id)
        return known[some_id]

    return name


def _on_file(read: Read, some_id: str) -> str:
    child = children.child(read, some_id)
    if child is not None:
        return child.known_as
    adult = children.adult(read, some_id)
    if adult is not None:
        return adult.name
    concern = concerns.row(read, some_id)
    return concern.reference if concern is not None else some_id


def year_of(year_group: str) -> str:
    """ "Year 4", "Reception", "Nursery 1"; empty when there is none."""
    plain = year_group.strip()
    if plain.isdigit():
        return f"Year {int(plain)}"
    if plain.upper() == "R":
        return "Reception"
    return f"Nursery {plain[1:]}" if plain.upper().startswith("N") and plain[1:].isdigit() else plain


def short_name(full: str) -> str:
    """ "Reece O.": enough to know who is meant on a screen that others may see."""
    parts = full.split()
    return f"{' '.join(parts[:-1])} {parts[-1][0]}." if len(parts) > 1 else full
