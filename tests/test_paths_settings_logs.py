"""Folders are private, settings never stop the desk, and no word a person wrote reaches the log."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from dsl_desk import logs, paths, settings
from dsl_desk.errors import CannotWrite, FolderNotWritable, NotAllowed


def test_a_folder_made_private_is_closed_to_others_even_if_it_was_open(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    assert stat.S_IMODE(paths.make_private(folder).stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderNotWritable) as caught:
        paths.make_private(tmp_path / "file" / "desk")
    assert "Choose a folder" in caught.value.sentence


def test_after_keep_private_new_files_are_the_owners_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        paths.keep_private()
        (tmp_path / "made").write_bytes(b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o600


def test_resources_are_found_in_a_checkout() -> None:
    assert paths.resources().name == "resources"
    assert paths.resources().is_dir()


def test_settings_come_back_as_saved_and_are_private(tmp_path: Path) -> None:
    chosen = settings.Settings(
        theme="contrast", text_percent=150, idle_minutes=10, locality="luton", moved={"children": "/a/b"}
    )
    settings.save(tmp_path, chosen)
    assert settings.load(tmp_path) == chosen
    assert stat.S_IMODE((tmp_path / settings.FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [settings.FILE]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"theme": ["x"], "text_percent": true, "idle_minutes": 999}',
        b'{"moved": {"children": "relative/place"}}',
        b'{"moved": {"children": 3}}',
        b'{"moved": ["/a/b"]}',
        b'{"locality": "../../etc"}',
        b'{"locality": "LUTON/x"}',
        b'{"locality": ["luton"]}',
        b'{"locality": "' + b"x" * 61 + b'"}',
    ],
)
def test_damaged_settings_are_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / settings.FILE).write_bytes(content)
    assert settings.load(tmp_path) == settings.Settings()


def test_settings_that_cannot_be_saved_say_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        settings.save(tmp_path / "missing", settings.Settings())


def test_the_log_keeps_codes_ids_and_durations_only(tmp_path: Path) -> None:
    entry = "01938f3a-9c1e-7aaa-8bbb-0123456789ab"
    logs.setup(tmp_path)
    try:
        logs.event("sealed", entry=entry, ms=12, note="Zofia said", vault="Zofia", problem="disk_full", seq=True)
    finally:
        logs.stop()
    line = json.loads((tmp_path / logs.FILE).read_text())
    assert {key: line[key] for key in line if key != "at"} == {
        "event": "sealed",
        "entry": entry,
        "ms": 12,
        "problem": "disk_full",
        "dropped": 3,
    }
    assert stat.S_IMODE((tmp_path / logs.FILE).stat().st_mode) == 0o600


def test_an_exception_is_logged_by_type_and_place_never_by_its_words(tmp_path: Path) -> None:
    logs.setup(tmp_path)
    try:
        try:
            settings.save(tmp_path / "Zofia", settings.Settings())
        except CannotWrite as error:
            logs.failure("crashed", error, reference="7F3K-22QD")
        try:
            raise NotAllowed("Zofia")
        except NotAllowed as error:
            logs.failure("Zofia was here", error)
    finally:
        logs.stop()
    text = (tmp_path / logs.FILE).read_text()
    first, second = (json.loads(line) for line in text.splitlines())
    assert first["error"] == "CannotWrite" and first["where"].startswith("settings.py:")
    assert (second["event"], second["where"]) == ("unnamed", "elsewhere.py:0")
    assert "Zofia" not in text


def test_the_log_rolls_over_and_its_older_parts_stay_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 400)
    logs.setup(tmp_path)
    try:
        for seq in range(40):
            logs.event("sealed", seq=seq)
    finally:
        logs.stop()
    files = sorted(tmp_path.iterdir())
    assert len(files) == logs.KEPT + 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_log_that_cannot_be_written_never_stops_work(tmp_path: Path) -> None:
    logs.setup(tmp_path / "missing")
    logs.event("sealed", seq=1)
    logs.stop()
