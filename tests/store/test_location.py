"""The live vault stays on this computer's own disk; ordinary folders are never refused by mistake."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from dsl_desk.errors import FolderNotLocal, FolderNotWritable
from dsl_desk.store import location

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /dev/shm rw,nosuid,nodev shared:3 - tmpfs tmpfs rw
41 22 0:40 / /home/j/School\\040share rw,relatime shared:9 - cifs //server/staff rw,vers=3.0
42 22 0:41 / /mnt/files rw,relatime - fuse.sshfs j@host:/ rw
43 22 0:42 / /mnt/c rw,relatime - 9p drvfs rw
44 22 0:43 / /srv rw,relatime - nfs4 nas:/srv rw
45 44 0:44 / /srv/local rw,relatime - ext4 /dev/vdb rw
46 22 0:45 / /merged rw,relatime - overlay overlay rw
"""


@pytest.mark.parametrize(
    ("folder", "mount", "kind"),
    [
        ("/home/j/desk", "/", "ext4"),
        ("/home/j/School share/desk", "/home/j/School share", "cifs"),
        ("/home/j/School share2", "/", "ext4"),
        ("/mnt/files", "/mnt/files", "fuse.sshfs"),
        ("/mnt/c/Users", "/mnt/c", "9p"),
        ("/srv/desk", "/srv", "nfs4"),
        ("/srv/local/desk", "/srv/local", "ext4"),
        ("/merged/desk", "/merged", "overlay"),
    ],
)
def test_the_disk_under_a_folder_is_told_from_the_mounts(folder: str, mount: str, kind: str) -> None:
    assert location.filesystem_of(PurePosixPath(folder), MOUNTS) == (mount, kind)


@pytest.mark.parametrize("line", ["", "nonsense", " - ", "22 1 - ext4", "\\777 - - -"])
def test_mounts_that_cannot_be_read_are_no_reason_to_refuse(line: str) -> None:
    assert location.filesystem_of(PurePosixPath("/home"), line)[1] == ""


@pytest.mark.parametrize(
    "path", [r"\\server\staff\desk", "//server/staff/desk", r"\\?\UNC\server\staff", "\\\\server/mixed"]
)
def test_a_path_that_names_another_computer_is_refused(path: str) -> None:
    assert location.is_network_name(path)
    with pytest.raises(FolderNotLocal) as caught:
        location.refuse_elsewhere(Path(path))
    assert "network share" in caught.value.sentence and "own disk" in caught.value.sentence


@pytest.mark.parametrize("path", [r"C:\Users\j", r"\\?\C:\Users\j", "/home/j", "desk"])
def test_a_path_on_this_computer_is_not(path: str) -> None:
    assert not location.is_network_name(path)


@pytest.mark.parametrize(
    ("parts", "service"),
    [
        ("OneDrive - Quillbrook School/Documents/desk", "OneDrive"),
        ("OneDrive/desk", "OneDrive"),
        ("Dropbox (Personal)/desk", "Dropbox"),
        ("Google Drive/My Drive/desk", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/desk", "iCloud Drive"),
        ("Library/CloudStorage/Else-j/desk", "a cloud service"),
        ("Nextcloud/desk", "Nextcloud"),
        ("Nextcloud2/desk", "Nextcloud"),
    ],
)
def test_a_synced_folder_is_refused_by_its_name(tmp_path: Path, parts: str, service: str) -> None:
    folder = tmp_path / parts
    with pytest.raises(FolderNotLocal) as caught:
        location.check_live_folder(folder)
    assert service in caught.value.sentence and "backups may go to" in caught.value.sentence
    assert not folder.exists()


@pytest.mark.parametrize("marker", [".dropbox.cache", ".sync_4f2a.db", ".stfolder", ".nextcloudsync.log", ".dropbox"])
def test_a_synced_folder_is_refused_by_what_its_program_leaves_there(tmp_path: Path, marker: str) -> None:
    (tmp_path / "Work" / "safe").mkdir(parents=True)
    (tmp_path / "Work" / marker).write_bytes(b"")
    with pytest.raises(FolderNotLocal):
        location.check_live_folder(tmp_path / "Work" / "safe" / "desk")


def test_a_link_into_a_synced_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "OneDrive" / "desk").mkdir(parents=True)
    (tmp_path / "desk").symlink_to(tmp_path / "OneDrive" / "desk")
    with pytest.raises(FolderNotLocal):
        location.check_live_folder(tmp_path / "desk")


@pytest.mark.parametrize("name", ["Documents", "Box", "Safeguarding one drive", "My Driveway", "Nextclouds of rain"])
def test_an_ordinary_folder_is_made_ready_and_private(tmp_path: Path, name: str) -> None:
    (tmp_path / ".dropbox").mkdir()  # what Dropbox keeps in a home folder whose files it does not sync
    folder = location.check_live_folder(tmp_path / name / "desk")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", ["/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~")])
def test_this_computers_own_folders_are_not_refused(place: str) -> None:
    if Path(place).is_dir():
        location.refuse_elsewhere(Path(place) / "desk")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_folder_of_somebody_elses_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    script = (
        "import os, sys; from pathlib import Path; from dsl_desk.store import location; "
        "from dsl_desk.errors import FolderNotWritable\n"
        "os.seteuid(65534)\n"
        "try: location.check_live_folder(Path(sys.argv[1]))\n"
        "except FolderNotWritable as problem: print(problem.sentence)"
    )
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for folder in (closed / "desk", closed):
        ran = subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert "hoose" in ran.stdout and "folder" in ran.stdout, ran.stderr


def test_a_folder_under_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderNotWritable):
        location.check_live_folder(tmp_path / "file" / "desk")
