"""A file is replaced whole or not at all, and each way of failing has its own sentence."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsl_desk.errors import CannotWrite, DiskFull, FolderNotWritable
from dsl_desk.store import files


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 256 KiB."""
    disk = tmp_path / "small"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_written_file_holds_the_bytes_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "slots"
    before = os.umask(0)
    try:
        files.write_atomically(path, b"old")
        files.write_atomically(path, b"new" * 100_000)
    finally:
        os.umask(before)
    assert path.read_bytes() == b"new" * 100_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_says_so(small_disk: Path) -> None:
    path = small_disk / "slots"
    files.write_atomically(path, b"old")
    with pytest.raises(DiskFull) as caught:
        files.write_atomically(path, bytes(1024 * 1024))
    assert "full" in caught.value.sentence and "safe" in caught.value.sentence
    assert path.read_bytes() == b"old"
    assert list(small_disk.iterdir()) == [path]


def test_a_file_too_large_for_the_disk_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "slots"
    files.write_atomically(path, b"old")
    script = (
        "import resource, sys; from pathlib import Path; from dsl_desk.store import files; "
        "from dsl_desk.errors import CannotWrite\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: files.write_atomically(Path(sys.argv[1]), bytes(10_000))\n"
        "except CannotWrite as problem: print(problem.sentence)"
    )
    assert resource.RLIMIT_FSIZE is not None
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "that large" in ran.stdout, ran.stderr
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["write", "fsync", "open"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_fault_at_any_call_leaves_the_old_bytes_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "slots"
    files.write_atomically(path, b"old")
    real = getattr(os, call)
    for nth in range(1, 4):
        calls = 0

        def failing(*given: object, nth: int = nth, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == nth:
                raise OSError(number, "injected")
            return real(*given, **named)

        with monkeypatch.context() as faulty:
            faulty.setattr(os, call, failing)
            try:
                files.write_atomically(path, b"new")
            except (DiskFull, CannotWrite):
                assert path.read_bytes() in (b"old", b"new")
            else:
                assert path.read_bytes() == b"new"
        assert list(tmp_path.iterdir()) == [path]
        files.write_atomically(path, b"old")


@pytest.mark.parametrize(
    ("number", "problem", "words"),
    [
        (errno.ENOSPC, DiskFull, "Free some space"),
        (errno.EDQUOT, DiskFull, "Free some space"),
        (errno.EACCES, FolderNotWritable, "choose another folder"),
        (errno.EROFS, FolderNotWritable, "choose another folder"),
        (errno.ENOENT, CannotWrite, "plug it in"),
        (errno.EIO, CannotWrite, "backup to another disk"),
    ],
)
def test_each_disk_error_has_its_own_sentence(number: int, problem: type[Exception], words: str) -> None:
    found = files.problem_of(OSError(number, ""), Path("/desk"))
    assert type(found) is problem
    assert words in found.sentence


def test_what_a_killed_write_leaves_is_swept_and_nothing_else(tmp_path: Path) -> None:
    files.unfinished_beside(tmp_path / "slots").write_bytes(b"half")
    (tmp_path / "slots").write_bytes(b"whole")
    assert files.sweep_unfinished(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["slots"]
