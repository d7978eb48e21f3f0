"""Before anything imports Qt: windows are drawn off screen."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application of pytest-qt wears the style that the program gives its own."""
    from dsl_desk.ui.theme import STYLE

    return ["", *STYLE]
