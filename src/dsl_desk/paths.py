"""Where things lie on this computer, and that only their owner may read them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dsl_desk.errors import FolderNotWritable

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def data_folder() -> Path:
    """The default data folder of the person signed in to this computer: local, never a roaming profile. Not created."""
    import platformdirs

    return Path(platformdirs.user_data_dir("dsl-desk", appauthor=False, roaming=False))


def resources() -> Path:
    """The folder of packs, fonts and theme: inside the installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parents[1] / "resources"


def keep_private() -> None:
    """From here on every file and folder this process makes is readable by its owner only. Call before any is made."""
    os.umask(0o077)


def make_private(folder: Path) -> Path:
    """Make the folder where it is missing, and close it to everyone but its owner. Raises FolderNotWritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        if sys.platform != "win32" and folder.stat().st_mode & 0o777 != PRIVATE_FOLDER:
            folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise FolderNotWritable(
            f"DSL Desk cannot use the folder {folder}. Choose a folder on this computer that you may write to. "
            "Nothing was changed."
        ) from error
    return folder
