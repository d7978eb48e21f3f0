"""The read tables: everything on screen and on paper is read from these, and they can be thrown away and rebuilt.

Times are ISO text in UTC, sortable; `root` is the id of the first version of an entry; `seq` its newest version.
Private to the store.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False, server_default=None if key else "")


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(
        name, Integer, primary_key=key, nullable=False, autoincrement=False, server_default=None if key else "0"
    )


def _keyed(name: str, *parts: Column[Any] | Index) -> Table:
    """A table whose rows lie in its key: a page less to write for each change than with a row number of its own."""
    return Table(name, metadata, *parts, sqlite_with_rowid=False)


# One row for every entry, amended ones included: what the chronology, the evidence view and the access log walk.
line = Table(
    "line", metadata,
    _number("seq", key=True), _text("id"), _text("root"), _text("kind"), _number("version"), _text("recorded_at"),
    _text("author"), _text("reference"), _text("event_start"), _text("event_precision"), _text("sorted_by"),
    _text("step"), _text("pack"), _number("newest"), _number("withdrawn"), _number("disposed"), _number("clock_back"),
    Index("line_root", "root", "seq"),
)  # fmt: skip
line_subject = _keyed(
    "line_subject",
    _text("subject", key=True), _number("seq", key=True), _text("kind"), _text("role"),
)  # fmt: skip
line_concern = _keyed(
    "line_concern",
    _text("concern", key=True), _number("seq", key=True), Index("line_concern_seq", "seq"),
)  # fmt: skip

child = _keyed(
    "child",
    _text("id", key=True), _number("seq"), _text("status"), _text("name"), _text("known_as"), _text("surname"),
    _text("forename"), _text("born"), _text("year_group"), _text("class_group"), _text("upn"),
    _text("admission_number"), _text("address"), _text("merged_into"), _number("withdrawn"),
    Index("child_name", "surname", "forename", "id"), Index("child_upn", "upn"),
    Index("child_admission", "admission_number"), Index("child_address", "address"),
)  # fmt: skip
adult = _keyed(
    "adult",
    _text("id", key=True), _number("seq"), _text("name"), _text("works_here"), _text("merged_into"),
    _number("withdrawn"), Index("adult_name", "name", "id"),
)  # fmt: skip
merge = _keyed(
    "merge",
    _text("root", key=True), _text("kept"), _text("gone"), _text("person_kind"), _number("first_seq"),
    _number("withdrawn"), Index("merge_gone", "gone", "first_seq"),
)  # fmt: skip
relation = _keyed(
    "relation",
    _text("id", key=True), _number("seq"), _text("child"), _text("person"), _text("person_kind"), _text("relation"),
    _number("ended"), _number("withdrawn"), Index("relation_child", "child"), Index("relation_person", "person"),
)  # fmt: skip

# `number`: of its spoken reference, C-0147. Given in the journal's order, so it also orders the lists.
concern = _keyed(
    "concern",
    _text("id", key=True), _number("seq"), _number("number"), _text("reference"), _text("recorded_at"),
    _text("author"), _text("noticed"), _text("level"), _text("main_nature"), _text("state"), _number("last_seq"),
    _text("next_when"), _text("where_now"), _number("withdrawn"),
    Index("concern_state", "state", "number"), Index("concern_number", "number"),
)  # fmt: skip
# `place`: in the order in which the children were named, since the first of them names the concern.
concern_child = _keyed(
    "concern_child",
    _text("concern", key=True), _text("child", key=True), _number("place"), _text("role"),
    Index("concern_child_child", "child"),
)  # fmt: skip
# Adults whom a matter is about, in a vault about adults who work with children.
concern_adult = _keyed(
    "concern_adult",
    _text("concern", key=True), _text("adult", key=True), _number("place"), Index("concern_adult_adult", "adult"),
)  # fmt: skip
# Restrictions stand apart from the concern, so that they outlive its words.
access = _keyed("access", _text("concern", key=True), _number("restricted"))
concern_viewer = _keyed("concern_viewer", _text("concern", key=True), _text("person", key=True))
urgency = _keyed(
    "urgency",
    _text("root", key=True), _text("concern", key=True), _number("first_seq"), _number("seq"), _text("level"),
    _text("main_nature"), _number("withdrawn"), Index("urgency_concern", "concern", "first_seq"),
)  # fmt: skip
closure = _keyed(
    "closure",
    _text("root", key=True), _text("concern", key=True), _number("first_seq"), _number("closed"), _number("asked"),
    _number("withdrawn"), Index("closure_concern", "concern", "first_seq"),
)  # fmt: skip
# A second person's word on entry `of`: a closure that is `asked` about takes effect with it. `agrees`: 1 or 0.
word = _keyed(
    "word",
    _text("root", key=True), _text("of"), _number("first_seq"), _number("agrees"), _number("withdrawn"),
    Index("word_of", "of", "first_seq"),
)  # fmt: skip
road = _keyed(
    "road",
    _text("root", key=True), _text("concern", key=True), _text("pathway"), _text("pack"), _number("first_seq"),
    _number("withdrawn"), Index("road_concern", "concern", "first_seq"),
)  # fmt: skip

referral = _keyed(
    "referral",
    _text("id", key=True), _text("reference"), _number("first_seq"), _number("made_seq"), _number("written_seq"),
    _number("reply_seq"), _number("withdrawn"), Index("referral_first", "first_seq"),
    Index("referral_reply", "reply_seq", "first_seq"),
)  # fmt: skip
# The entries of a referral, so that a withdrawn reply leaves it unanswered again. `part`: made, written, reply.
referral_part = _keyed(
    "referral_part",
    _text("root", key=True), _text("referral"), _text("part"), _number("first_seq"), _number("seq"),
    _number("withdrawn"), Index("referral_part_referral", "referral", "part", "first_seq"),
)  # fmt: skip
referral_child = _keyed(
    "referral_child",
    _text("referral", key=True), _text("child", key=True), Index("referral_child_child", "child"),
)  # fmt: skip
referral_concern = _keyed(
    "referral_concern",
    _text("referral", key=True), _text("concern", key=True), Index("referral_concern_concern", "concern"),
)  # fmt: skip

# Whatever waits for somebody: tasks, promises, reviews, agreements asked for. `done_seq` 0 while it waits.
open_item = _keyed(
    "open_item",
    _text("id", key=True), _text("root"), _text("concern"), _number("first_seq"), _number("seq"), _text("kind"),
    _text("what"), _text("who"), _text("due"), _text("due_precision"), _number("done_seq"), _number("withdrawn"),
    Index("open_item_due", "done_seq", "withdrawn", "due"), Index("open_item_concern", "concern"),
    Index("open_item_root", "root"), Index("open_item_done", "done_seq"),
)  # fmt: skip

person = _keyed(
    "person",
    _text("id", key=True), _number("seq"), _text("name"), _text("role"), _text("post"), _text("public_key"),
    _number("left_seq"),
)  # fmt: skip
setting = _keyed("setting", _text("key", key=True), _number("seq"), _text("value"))
contact_edit = _keyed("contact_edit", _text("role", key=True), _number("seq"))
contact_check = _keyed("contact_check", _text("role", key=True), _number("seq"))
pack = _keyed(
    "pack",
    _text("digest", key=True), _number("seq"), _text("edition"), _text("locality"),
)  # fmt: skip
export = _keyed(
    "export",
    _text("id", key=True), _number("seq"), _text("number"), _text("state"), _number("end_seq"), _text("referral"),
    _text("child"), Index("export_seq", "seq"), Index("export_referral", "referral"),
)  # fmt: skip
# The entry that says when a backup was last made: one row, or none before the first.
last_backup = Table("last_backup", metadata, _number("one", key=True), _number("seq"))
# How far things have come: "journal" the last entry projected, "C" and "R" the last spoken reference of that letter.
reached = _keyed("reached", _text("what", key=True), _number("last"))

# Which kinds and versions the journal holds, to know at once when a newer program wrote one.
kind_met = _keyed("kind_met", _text("kind", key=True), _number("version", key=True))

# Text of the newest version of each entry that has any. `scope` is who may find it: "everyone" or person tokens.
search_text = Table(
    "search_text", metadata,
    _number("seq", key=True), _text("root"), _text("kind"), _text("scope"), _text("words"),
)  # fmt: skip

SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(scope, words, content='search_text', content_rowid='seq',"
    " columnsize=0, tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
    """CREATE TRIGGER search_added AFTER INSERT ON search_text BEGIN
        INSERT INTO search(rowid, scope, words) VALUES (NEW.seq, NEW.scope, NEW.words); END""",
    """CREATE TRIGGER search_removed AFTER DELETE ON search_text BEGIN
        INSERT INTO search(search, rowid, scope, words) VALUES ('delete', OLD.seq, OLD.scope, OLD.words); END""",
    """CREATE TRIGGER search_changed AFTER UPDATE ON search_text BEGIN
        INSERT INTO search(search, rowid, scope, words) VALUES ('delete', OLD.seq, OLD.scope, OLD.words);
        INSERT INTO search(rowid, scope, words) VALUES (NEW.seq, NEW.scope, NEW.words); END""",
)
SEARCH_TRIGGERS = ("search_added", "search_removed", "search_changed")

__all__ = ["SEARCH", "SEARCH_TRIGGERS", "metadata"]
