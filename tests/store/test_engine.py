"""The database opens one way only, holds its lock, and says in a sentence what is wrong with it."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from dsl_desk.domain.when import LONDON
from dsl_desk.errors import (
    AlreadyOpen,
    Bug,
    CannotWrite,
    DiskFull,
    FolderNotWritable,
    VaultDamaged,
)
from dsl_desk.store import desk_lock, engine
from dsl_desk.store.engine import DATABASE_FILE, EXPECTED_PRAGMAS, known_problems, problem_from, reading, writing

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 10, 14, tzinfo=LONDON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / DATABASE_FILE


@pytest.fixture
def opened(path: Path) -> Iterator[Engine]:
    made = engine.open_engine(path, KEY, create=True)
    with writing(made) as connection:
        connection.exec_driver_sql("CREATE TABLE word (n INTEGER PRIMARY KEY, text TEXT UNIQUE)")
        connection.exec_driver_sql("INSERT INTO word VALUES (1, 'canary in the words')")
    yield made
    engine.close_engine(made)


def words(opened: Engine) -> list[str]:
    with reading(opened) as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT text FROM word ORDER BY n")]


def test_every_pragma_is_what_the_recipe_says(opened: Engine) -> None:
    with reading(opened) as connection:
        assert engine.read_pragmas(connection) == EXPECTED_PRAGMAS


def test_what_was_written_is_there_when_opened_again_and_nowhere_in_clear(opened: Engine, path: Path) -> None:
    engine.close_engine(opened)
    again = engine.open_engine(path, KEY, create=False)
    assert words(again) == ["canary in the words"]
    engine.close_engine(again)
    for file in path.parent.iterdir():
        assert b"canary" not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_files_are_private_even_with_an_open_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        made = engine.open_engine(path, KEY, create=True)
        with writing(made) as connection:
            connection.exec_driver_sql("CREATE TABLE word (n)")
            modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        engine.close_engine(made)
    finally:
        os.umask(before)
    assert modes == {0o600}


def test_an_exception_rolls_the_writing_back(opened: Engine) -> None:
    with pytest.raises(KeyError), writing(opened) as connection:
        connection.exec_driver_sql("INSERT INTO word VALUES (2, 'half')")
        raise KeyError
    assert words(opened) == ["canary in the words"]


def test_the_one_connection_may_be_used_from_another_thread(opened: Engine) -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.extend(words(opened)))
    thread.start()
    thread.join()
    assert found == ["canary in the words"]


def test_what_a_statement_was_given_is_never_in_its_error(opened: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, writing(opened) as connection:
        connection.exec_driver_sql("INSERT INTO word VALUES (?, ?)", (1, "Zofia said"))
    assert "Zofia" not in str(caught.value)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_the_wrong_length_is_never_taken_for_a_passphrase(path: Path, length: int) -> None:
    with pytest.raises(Bug):
        engine.open_engine(path, bytes(length), create=True)
    assert not path.exists()


def test_a_wrong_key_is_a_damaged_or_swapped_database(opened: Engine, path: Path) -> None:
    engine.close_engine(opened)
    with pytest.raises(VaultDamaged) as caught:
        engine.open_engine(path, bytes(32), create=False)
    assert "does not open with this vault's key" in caught.value.sentence


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4080), b"x" * 100, bytes(8192)])
def test_another_file_in_its_place_is_damage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VaultDamaged):
        engine.open_engine(path, KEY, create=False)


def test_a_missing_database_says_it_is_missing(path: Path) -> None:
    with pytest.raises(VaultDamaged) as caught:
        engine.open_engine(path, KEY, create=False)
    assert "missing" in caught.value.sentence
    assert not path.exists()


def test_a_flipped_byte_is_damage_when_it_is_read(opened: Engine, path: Path) -> None:
    engine.close_engine(opened)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(VaultDamaged), known_problems():
        again = engine.open_engine(path, KEY, create=False)
        try:
            words(again)
        finally:
            engine.close_engine(again)


def test_a_second_opener_reads_who_holds_it_where_and_since_when(opened: Engine, path: Path) -> None:
    desk_lock.write_label(path.parent, NOW, "Joanna Pryce-Okafor")
    with pytest.raises(AlreadyOpen) as caught:
        engine.open_engine(path, KEY, create=False)
    sentence = caught.value.sentence
    assert "Joanna Pryce-Okafor" in sentence and socket.gethostname() in sentence
    assert "since 21 November 2026, 10:14" in sentence


def test_another_process_is_kept_out_too(opened: Engine, path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dsl_desk.store import engine; "
        "from dsl_desk.errors import AlreadyOpen\n"
        "try: engine.open_engine(Path(sys.argv[1]), bytes(range(32)), create=False)\n"
        "except AlreadyOpen as problem: print(problem.sentence)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "Another program holds this vault open" in ran.stdout, ran.stderr


def test_a_label_names_the_holder_and_only_its_own_process_takes_it_away(tmp_path: Path) -> None:
    assert desk_lock.read_label(tmp_path) is None
    desk_lock.write_label(tmp_path, NOW)
    label = desk_lock.read_label(tmp_path)
    assert label is not None and label.pid == os.getpid() and label.who
    desk_lock.remove_label(tmp_path)
    assert desk_lock.read_label(tmp_path) is None
    foreign = '{"who": "Imran", "host": "elsewhere", "since": "2026-11-21T10:14:00+00:00", "pid": 1}'
    (tmp_path / desk_lock.LABEL_FILE).write_text(foreign)
    desk_lock.remove_label(tmp_path)
    assert desk_lock.read_label(tmp_path) is not None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"who": 1, "host": 2, "since": "once", "pid": 3}', "\ud800"])
def test_a_damaged_label_still_gives_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / desk_lock.LABEL_FILE).write_bytes(content.encode(errors="surrogatepass"))
    assert "holds this vault open" in desk_lock.already_open(tmp_path).sentence


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_vault_that_may_only_be_read_opens_for_reading_and_says_so_when_written(opened: Engine, path: Path) -> None:
    engine.close_engine(opened)
    with tempfile.TemporaryDirectory() as readable:  # unlike tmp_path, every folder above it may be looked into
        Path(readable).chmod(0o755)
        shown = Path(shutil.copy(path, readable))
        shown.chmod(0o444)
        said = _as_somebody_else(shown)
    assert "canary in the words" in said and "may not write" in said


def _as_somebody_else(path: Path) -> str:
    script = (
        "import os, sys; from pathlib import Path; from dsl_desk.store import engine; "
        "from dsl_desk.errors import FolderNotWritable\n"
        "os.seteuid(65534)\n"
        "opened = engine.open_engine(Path(sys.argv[1]), bytes(range(32)), create=False)\n"
        "with engine.reading(opened) as c: print(c.exec_driver_sql('SELECT text FROM word').fetchall())\n"
        "try:\n"
        "    with engine.known_problems(), engine.writing(opened) as c: c.exec_driver_sql('DELETE FROM word')\n"
        "except FolderNotWritable as problem: print(problem.sentence)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return ran.stdout + ran.stderr


def test_a_full_disk_is_said_to_be_full_and_reading_goes_on(tmp_path: Path) -> None:
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    try:
        made = engine.open_engine(disk / DATABASE_FILE, KEY, create=True)
        with writing(made) as connection:
            connection.exec_driver_sql("CREATE TABLE word (n INTEGER PRIMARY KEY, text TEXT)")
            connection.exec_driver_sql("INSERT INTO word VALUES (1, 'kept')")
        with pytest.raises(DiskFull) as caught, known_problems(), writing(made) as connection:
            connection.exec_driver_sql("INSERT INTO word VALUES (2, hex(randomblob(1000000)))")
        assert "disk is full" in caught.value.sentence
        assert words(made) == ["kept"]
        with writing(made) as connection:
            connection.exec_driver_sql("INSERT INTO word VALUES (2, 'after space came back')")
        assert words(made) == ["kept", "after space came back"]
        engine.close_engine(made)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_disk_errors_and_our_own_faults_are_told_apart() -> None:
    assert isinstance(problem_from(OSError(errno.ENOSPC, "")), DiskFull)
    assert isinstance(problem_from(OSError(errno.EIO, "")), CannotWrite)
    assert isinstance(problem_from(OSError(errno.EACCES, "")), FolderNotWritable)
    kept = AlreadyOpen("as it was")
    assert problem_from(kept) is kept
    ours = problem_from(TypeError("Zofia"))
    assert isinstance(ours, Bug) and "Zofia" not in str(ours)
    with pytest.raises(Bug), known_problems():
        dbapi2.connect(":memory:").execute("SELECT * FROM nowhere")


def test_a_database_in_memory_keeps_the_same_rules_for_triggers() -> None:
    made = engine.open_memory_engine()
    with writing(made) as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TRIGGER kept BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    with pytest.raises(IntegrityError, match="append-only"), writing(made) as connection:
        connection.exec_driver_sql("INSERT OR REPLACE INTO t VALUES (1)")


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_no_core_dump_is_written() -> None:
    script = (
        "import resource; from pathlib import Path; from dsl_desk.store import engine, location\n"
        "engine.forbid_core_dumps()\n"
        "import ctypes; print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),"
        " location.is_on_network(Path('/tmp')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.stdout.strip() == "(0, 0) 0 False", ran.stderr
