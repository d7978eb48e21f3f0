"""The list of adults in words. Plain Python."""

from __future__ import annotations

from dsl_desk.casework.look_up.lists import AdultLine

PAGE = 200


def open_words(line: AdultLine) -> str:
    return f"{line.open_concerns} open" if line.open_concerns else ""


def all_words(line: AdultLine) -> str:
    """How many concerns are on file: several are looked at together."""
    return f"{line.concerns} concern{'' if line.concerns == 1 else 's'}" if line.concerns else "None"


def nothing(words: str) -> str:
    if words.strip():
        return "Nobody of that name. Try part of it, or another spelling."
    return "No adult is on file yet. Recording a concern adds the adult it is about."
