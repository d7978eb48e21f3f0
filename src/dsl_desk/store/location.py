"""Where the live vault may lie: on a disk of this computer, in a folder that nothing copies elsewhere behind its back.

A database on a network share or in a synced folder is damaged sooner or later: locks do not hold there, and a copy
taken half-way through a write is not a copy. Finished backups are safe in such places; the live vault is not.
"""

from __future__ import annotations

import fnmatch
import os
import re
import struct
import sys
from pathlib import Path, PurePath

from dsl_desk.errors import FolderNotLocal
from dsl_desk.paths import make_private
from dsl_desk.store.files import open_new, problem_of, unfinished_beside

_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "afs", "ncpfs", "coda", "ceph", "lustre", "gfs2", "ocfs2"),
    *("davfs", "fuse.davfs2", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs"),
    *("fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.curlftpfs", "fuse.smbnetfs", "beegfs", "vboxsf", "9p"),
}
_SYNCED = (
    ("OneDrive", ("onedrive", "onedrive - *", "onedrive-*", "skydrive")),
    ("Dropbox", ("dropbox", "dropbox (*")),
    ("Google Drive", ("google drive", "googledrive*", "google drive (*", "my drive", "drivefs")),
    ("iCloud Drive", ("icloud drive", "iclouddrive", "com~apple~clouddocs", "mobile documents")),
    ("Nextcloud", ("nextcloud", "nextcloud*[0-9]", "owncloud")),
    ("Box", ("box sync", "box-box")),
    ("pCloud", ("pcloud drive", "pclouddrive")),
    ("MEGA", ("megasync", "mega drive")),
)
_MARKERS = (
    ("Dropbox", (".dropbox.cache",)),
    ("Nextcloud", (".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db")),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("Syncthing", (".stfolder",)),
)
_ONEDRIVE_ROOTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_RECALLED_FROM_CLOUD = 0x1000 | 0x40000 | 0x400000  # FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
_DRIVE_REMOTE = 4
_MNT_LOCAL = 0x1000


def check_live_folder(folder: Path) -> Path:
    """The folder made ready for a new vault, mode 0700. Raises FolderNotLocal or FolderNotWritable (or DiskFull).

    For a vault that is there already call `refuse_elsewhere` only: it may be read where it cannot be written.
    """
    refuse_elsewhere(folder)
    make_private(folder)
    refuse_elsewhere(folder.resolve())
    probe = unfinished_beside(folder / "probe")
    try:
        with open_new(probe):
            pass
        probe.unlink()
    except OSError as error:
        raise problem_of(error, folder) from error
    return folder


def refuse_elsewhere(folder: Path) -> None:
    """Raises FolderNotLocal for a network share or a synced folder, whether or not the folder exists yet."""
    if is_network_name(str(folder)) or is_on_network(folder):
        raise FolderNotLocal(
            f"The folder {folder} is on a network share, where a vault would be damaged sooner or later. Choose a "
            "folder on this computer's own disk; backups may go to the share. Nothing was changed."
        )
    service = synced_by(folder)
    if service:
        raise FolderNotLocal(
            f"The folder {folder} is copied elsewhere by {service}, where a vault would be damaged sooner or later. "
            f"Choose a folder outside it; backups may go to {service}. Nothing was changed."
        )


def is_network_name(path: str) -> bool:
    r"""Whether the path itself names another computer: \\server\share, //server/share, \\?\UNC\server\share."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def is_on_network(folder: Path) -> bool:
    """Whether the disk under this folder (or under its nearest ancestor that exists) is another computer's."""
    there = _nearest(folder)
    try:
        if sys.platform == "win32":
            return _windows_drive_type(there) == _DRIVE_REMOTE
        if sys.platform == "darwin":
            return not _macos_is_local(there)
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except (OSError, AttributeError, struct.error):
        return False  # cannot be told: SQLite's own locks are still tried before anything is written
    mount, kind = filesystem_of(there, mounts)
    return kind in _NETWORK and not (kind == "9p" and mount == "/")  # a whole machine on 9p is a sandbox, not a share


def filesystem_of(folder: PurePath, mounts: str) -> tuple[str, str]:
    """(mount point, file system type) for an absolute path, by the text of /proc/self/mountinfo; the last one wins."""
    found = ("", "")
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields, kind = left.split(), right.split()[:1]
        if len(fields) < 5 or not kind:
            continue
        mount = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        if folder.is_relative_to(mount) and len(mount) >= len(found[0]):
            found = (mount, kind[0])
    return found


def synced_by(folder: Path) -> str | None:
    """The service that copies this folder elsewhere, by the folders' names and by what its program leaves in them."""
    for part in folder.parts:
        for service, patterns in _SYNCED:
            if any(fnmatch.fnmatchcase(part.casefold(), pattern) for pattern in patterns):
                return service
    if any(part == "CloudStorage" for part in folder.parts) and "Library" in folder.parts:
        return "a cloud service"
    roots = (os.environ.get(name) for name in _ONEDRIVE_ROOTS) if sys.platform == "win32" else ()
    if any(root and folder.is_relative_to(root) for root in roots):
        return "OneDrive"
    there = _nearest(folder)
    for ancestor in (there, *there.parents):
        marked = _marked(ancestor)
        if marked:
            return marked
    return None


def _marked(folder: Path) -> str | None:
    try:
        if getattr(folder.stat(), "st_file_attributes", 0) & _RECALLED_FROM_CLOUD:
            return "a cloud service"
        if (folder / ".dropbox").is_file():  # in a home folder .dropbox is a folder: settings, not a synced place
            return "Dropbox"
        present = [entry.name for entry in folder.iterdir()]
    except OSError:
        return None
    for service, patterns in _MARKERS:
        if any(fnmatch.filter(present, pattern) for pattern in patterns):
            return service
    return None


def _nearest(folder: Path) -> Path:
    """The folder, or its nearest ancestor that exists, with links followed."""
    there = folder.absolute()
    # pathlib's own way raises where a folder on the way may not be looked into
    while not os.path.exists(there) and there != there.parent:  # noqa: PTH110
        there = there.parent
    return there.resolve()


def _windows_drive_type(folder: Path) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor))  # type: ignore[attr-defined,unused-ignore]


def _macos_is_local(folder: Path) -> bool:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    answer = ctypes.create_string_buffer(4096)
    if statfs(os.fsencode(folder), answer) != 0:
        return True
    (flags,) = struct.unpack_from("=I", answer, 64)  # f_flags, after sizes, counts, id, owner and type
    return bool(flags & _MNT_LOCAL)
