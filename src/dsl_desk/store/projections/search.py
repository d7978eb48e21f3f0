"""What can be found by its words, and by whom."""

from __future__ import annotations

from typing import Any

from dsl_desk.domain.entries.desk import AccessSet
from dsl_desk.domain.entries.people import Adult, Child
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.lines import not_found, withdrawn
from dsl_desk.store.projections.put import add
from dsl_desk.store.wire import plain_body

EVERYONE = "everyone"
_NOT_WORDS = frozenset({"step", "road", "cards", "not_known", "start", "end", "precision", "referral"})


def apply(cursor: Cursor, entry: Entry) -> None:
    body = entry.body
    if isinstance(body, AccessSet):
        _rescope(cursor, body.concern)
    if not isinstance(body, (StepBody, Child, Adult)) or withdrawn(cursor, entry):
        return
    words = "\n".join(texts_of(plain_body(body)))
    if entry.header.amends:
        not_found(cursor, entry.header.root)
    if words:
        scope = scope_of(cursor, entry.header.concerns)
        add(cursor, "search_text", seq=entry.seq, root=entry.header.root, kind=entry.header.kind, scope=scope,
            words=words)  # fmt: skip


def token(person: str) -> str:
    """A person's scope token: letters and digits only, so that it is one word to the search."""
    return "p" + person.replace("-", "")


def scope_of(cursor: Cursor, concerns: tuple[str, ...]) -> str:
    """Who may find an entry on these concerns: everyone, or those who may see every restricted one of them."""
    allowed: set[str] | None = None
    for concern in concerns:
        cursor.execute("SELECT restricted FROM access WHERE concern = ?", (concern,))
        if (cursor.fetchone() or (0,))[0]:
            cursor.execute("SELECT person FROM concern_viewer WHERE concern = ?", (concern,))
            viewers = {row[0] for row in cursor.fetchall()}
            allowed = viewers if allowed is None else allowed & viewers
    return EVERYONE if allowed is None else " ".join(sorted(token(person) for person in allowed))


def _rescope(cursor: Cursor, concern: str) -> None:
    cursor.execute(
        "SELECT line_concern.seq FROM line_concern JOIN search_text USING (seq) WHERE concern = ?", (concern,)
    )
    for (seq,) in cursor.fetchall():
        cursor.execute("SELECT concern FROM line_concern WHERE seq = ?", (seq,))
        concerns = tuple(row[0] for row in cursor.fetchall())
        cursor.execute("UPDATE search_text SET scope = ? WHERE seq = ?", (scope_of(cursor, concerns), seq))


def texts_of(plain: dict[str, Any]) -> list[str]:
    """Every piece of text a person wrote in a body, in order; keys and marks are not words."""
    texts: list[str] = []
    _gather(plain, texts)
    return texts


def _gather(value: Any, texts: list[str]) -> None:
    if isinstance(value, str):
        if not value.isspace():
            texts.append(value)
    elif isinstance(value, dict):
        for key, part in value.items():
            if part and key not in _NOT_WORDS:
                _gather(part, texts)
    elif isinstance(value, list):
        for part in value:
            if part:
                _gather(part, texts)
