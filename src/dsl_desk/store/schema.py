"""The stored form: vault, entry, body, blob, draft, and the triggers that keep them append-only.

This is frozen into every vault. A header lies in `entry` as the exact bytes that were signed; what a trigger or an
index needs of it is read out of those bytes, so there is no second copy that could disagree.
"""

# ruff: noqa: S608  - every part of these statements is written here
from __future__ import annotations

SCHEMA = 1  # of the stored tables; a vault with a higher number is refused
READ_TABLES = 8  # of the read tables; a vault with another number rebuilds them from the journal

ENTRY_ID = "json_extract(CAST(header AS TEXT), '$.id')"
# What has this id, in any table with the journal's `seq`: by the journal's own index, which spares each table one.
WITH_ID = f"WHERE seq = (SELECT seq FROM entry WHERE {ENTRY_ID} = ?)"
_KIND = "json_extract(CAST(header AS TEXT), '$.kind')"
_DISPOSED = (
    "EXISTS (SELECT 1 FROM entry AS e, json_each(json_extract(CAST(e.header AS TEXT), '$.disposes')) AS named"
    f" WHERE {_KIND.replace('header', 'e.header')} = 'disposed' AND named.value = {{what}})"
)
_NEW_ID = "json_extract(CAST(NEW.header AS TEXT), '$.id')"
_BODY_OWNER = "(SELECT json_extract(CAST(header AS TEXT), '$.id') FROM entry WHERE seq = OLD.seq)"

TABLES = {
    "vault": """CREATE TABLE vault (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, schema INTEGER NOT NULL, slot_generation INTEGER NOT NULL,
        made_at TEXT NOT NULL, verified_seq INTEGER NOT NULL DEFAULT 0, verified_digest BLOB NOT NULL DEFAULT x'',
        verified_at TEXT NOT NULL DEFAULT '') STRICT""",
    "entry": """CREATE TABLE entry (
        seq INTEGER PRIMARY KEY, previous BLOB NOT NULL, header BLOB NOT NULL, digest BLOB NOT NULL,
        signature BLOB NOT NULL) STRICT""",
    "body": "CREATE TABLE body (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL) STRICT",
    "blob": """CREATE TABLE blob (
        digest BLOB NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (digest, part)) STRICT""",
    "draft": """CREATE TABLE draft (
        id TEXT PRIMARY KEY, author TEXT NOT NULL, saved_at TEXT NOT NULL, sealed BLOB NOT NULL) STRICT""",
}

INDEXES = {
    "entry_id": f"CREATE UNIQUE INDEX entry_id ON entry ({ENTRY_ID})",
    "entry_disposed": f"CREATE INDEX entry_disposed ON entry (seq) WHERE {_KIND} = 'disposed'",
}

TRIGGERS = {
    "entry_follows_on": f"""CREATE TRIGGER entry_follows_on BEFORE INSERT ON entry
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
          OR NEW.previous IS NOT coalesce((SELECT digest FROM entry WHERE seq = NEW.seq - 1), zeroblob(32))
          OR EXISTS (SELECT 1 FROM entry WHERE {ENTRY_ID} = {_NEW_ID})
        BEGIN SELECT RAISE(ABORT, 'entry does not follow on'); END""",
    "entry_not_changed": """CREATE TRIGGER entry_not_changed BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    "entry_not_deleted": """CREATE TRIGGER entry_not_deleted BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    "body_follows_on": """CREATE TRIGGER body_follows_on BEFORE INSERT ON body
        WHEN NEW.seq IS NOT (SELECT max(seq) FROM entry) OR EXISTS (SELECT 1 FROM body WHERE seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'body does not follow on'); END""",
    "body_not_changed": """CREATE TRIGGER body_not_changed BEFORE UPDATE ON body
        BEGIN SELECT RAISE(ABORT, 'body is append-only'); END""",
    "body_not_deleted": f"""CREATE TRIGGER body_not_deleted BEFORE DELETE ON body
        WHEN NOT {_DISPOSED.format(what=_BODY_OWNER)}
        BEGIN SELECT RAISE(ABORT, 'body goes only when disposed of'); END""",
    "blob_follows_on": """CREATE TRIGGER blob_follows_on BEFORE INSERT ON blob
        WHEN NEW.part IS NOT (SELECT count(*) FROM blob WHERE digest = NEW.digest)
        BEGIN SELECT RAISE(ABORT, 'blob does not follow on'); END""",
    "blob_not_changed": """CREATE TRIGGER blob_not_changed BEFORE UPDATE ON blob
        BEGIN SELECT RAISE(ABORT, 'blob is append-only'); END""",
    "blob_not_deleted": f"""CREATE TRIGGER blob_not_deleted BEFORE DELETE ON blob
        WHEN NOT {_DISPOSED.format(what="lower(hex(OLD.digest))")}
        BEGIN SELECT RAISE(ABORT, 'blob goes only when disposed of'); END""",
}

STORED = {**TABLES, **INDEXES, **TRIGGERS}
