"""The recovery kit: one page to print, with the code that opens the desk when a passphrase is lost. No school data."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.blocks import QR, Block, Bold, CodeGroups, Document, Heading, KeyLine, KeyRow, Paragraph, Title


@dataclass(frozen=True, kw_only=True)
class RecoveryKitFacts:
    """`groups`: the code with its check characters, as it is typed (seven groups of four)."""

    groups: tuple[str, ...]
    vault_label: str  # tells this kit from another: a short id, never a school's or person's name
    made: str  # "21 November 2026"
    keep: str  # where it belongs


def compose(facts: RecoveryKitFacts) -> Document:
    """One page. The code in groups, the same code for a camera, what it opens, and where to keep it."""
    blocks: tuple[Block, ...] = (
        Title(
            title="Recovery kit",
            under="Opens one vault when nobody’s passphrase does. Keep it as you keep a master key",
        ),
        CodeGroups(facts.groups),
        Paragraph(("The code has no letter O, I, L or U: read 0 and 1. Small letters and spaces do not matter.",)),
        QR(
            payload="-".join(facts.groups), caption=("The same code, to be read by a camera that is not on a network.",)
        ),
        _row("Vault", facts.vault_label),
        _row("Made", facts.made),
        *_WHAT,
        Heading(title="Where to keep it"),
        Paragraph((facts.keep,)),
        *_HOW,
    )
    return Document(title="Recovery kit", band="KEEP LOCKED AWAY", foot=f"Recovery kit · {facts.made}", blocks=blocks)


def _row(label: str, words: str) -> KeyRow:
    return KeyRow(label=label, lines=(KeyLine((words,)),))


_WHAT: tuple[Block, ...] = (
    Heading(title="What it is"),
    Paragraph(
        (
            "Your records are encrypted. Without a passphrase or this code ",
            Bold("nobody can open them"),
            ", neither the maker of the program nor the police. There is no other way in.",
        )
    ),
)
_HOW: tuple[Block, ...] = (
    Paragraph(("Not in a drawer with the computer, not as a photograph, not in an e-mail.",)),
    Heading(title="How to use it"),
    Paragraph(("1. Choose this vault where one signs in, then “Use the recovery kit”.",)),
    Paragraph(("2. Type the code. If a character is wrong, you are told, and nothing is lost.",)),
    Paragraph(("3. Choose a new passphrase. Then make a new kit and destroy this page.",)),
    Heading(title="Kept by"),
    *(_row(label, " ") for label in ("Name", "Place", "Envelope sealed on")),
)
