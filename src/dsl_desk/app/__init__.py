"""The only place that builds things: the application, its doors, the session of a desk that is open."""

from __future__ import annotations

from pathlib import Path


def run(folder: Path | None = None) -> int:
    """Open the window on this folder (the default one without) and return when it is closed."""
    from dsl_desk.app.start import start

    return start(folder)
