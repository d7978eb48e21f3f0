"""The four pages of the first run, as plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from dsl_desk.domain.access import VAULT_NAMES, VaultKind

PAGES = ("school", "you", "key", "kit", "locality")  # the key page has two halves: choosing it, keeping the kit

HEADS = {
    "school": "Your school",
    "you": "You",
    "key": "Key and recovery kit",
    "kit": "Key and recovery kit",
    "locality": "Where you are",
}


@dataclass(frozen=True)
class Words:
    """What the pages say of the vault being made: whose it is, an example of a job, where its kit is kept."""

    you: str
    job: str
    keep: str


_NOT_HERE = "not with this computer. The code is shown once."
WORDS = {
    VaultKind.CHILDREN: Words(
        "You are the first person with a key. You can admit a deputy and the head later.",
        "For example: designated safeguarding lead",
        f"Print the kit and keep it in the school safe, {_NOT_HERE}",
    ),
    VaultKind.STAFF: Words(
        "This vault is for the head to make. You are the first person with a key; whoever else is to see what is "
        "written about adults here, you admit later.",
        "For example: headteacher",
        f"Print the kit and keep it where the head alone has a key, {_NOT_HERE}",
    ),
    VaultKind.GOVERNORS: Words(
        "This vault is for the chair of governors to make. The head has no key to it, and sees nothing that is in it.",
        "For example: chair of governors",
        f"Print the kit and keep it outside the school, where the head has no key, {_NOT_HERE}",
    ),
}


@dataclass(frozen=True, kw_only=True)
class FirstRunState:
    """`desk` and `code` are there once the desk has been made; from then on going back stops at the kit.

    `carried`: settings of the school from a desk that was open, which the pages do not ask for.
    """

    kind: str = VaultKind.CHILDREN
    carried: dict[str, object] = field(default_factory=dict)
    page: str = "school"
    school: str = ""
    school_ends: str = ""
    school_phone: str = ""
    name: str = ""
    job: str = ""
    phone: str = ""
    passphrase: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    strength: str | None = None  # a sentence when the passphrase is too weak
    checked: bool = False  # the strength of this very passphrase has been looked at
    desk: Any = None
    code: str = field(default="", repr=False)
    code_back: str = field(default="", repr=False)
    kit_confirmed: bool = False
    kit_printed: str = ""
    localities: tuple[tuple[str, str], ...] = ()
    locality: str = ""
    busy: bool = False
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def step(self) -> str:
        """Which of the four pages; of which vault, where it is not the children's."""
        step = f"Step { {'school': 1, 'you': 2, 'key': 3, 'kit': 3, 'locality': 4}[self.page] } of 4"
        return step if self.kind == VaultKind.CHILDREN else f"The vault “{VAULT_NAMES[VaultKind(self.kind)]}” · {step}"

    @property
    def words(self) -> Words:
        return WORDS[VaultKind(self.kind)]

    @property
    def can_go_back(self) -> bool:
        return self.page in ("you", "key") and not self.busy


def not_asked(carried: dict[str, object]) -> dict[str, object]:
    """What is carried over and not on a page to be read again."""
    return {key: value for key, value in carried.items() if key not in ("school_name", "school_end", "locality")}


def to_page(state: FirstRunState, page: str) -> FirstRunState:
    return replace(state, page=page, problems=(), busy=False)


def before(state: FirstRunState) -> FirstRunState:
    return to_page(state, PAGES[max(0, PAGES.index(state.page) - 1)]) if state.can_go_back else state


def problems(state: FirstRunState) -> list[tuple[str, str]]:
    """What is missing on this page: (spot, sentence)."""
    found: list[tuple[str, str]] = []
    if state.page == "school":
        if not state.school.strip():
            found.append(("school", "Give the name of the school"))
        if not _is_time(state.school_ends):
            found.append(("school_ends", "Say when the school day ends, as hours:minutes, for example 15:15"))
    elif state.page == "you":
        if not state.name.strip():
            found.append(("name", "Give your name"))
        if not state.job.strip():
            found.append(("job", "Give your job, for example designated safeguarding lead"))
    elif state.page == "key":
        if not state.passphrase:
            found.append(("passphrase", "Choose a passphrase"))
        elif state.strength:
            found.append(("passphrase", state.strength))
        if state.passphrase != state.again:
            found.append(("again", "The two passphrases differ. Type the passphrase again"))
    elif state.page == "locality" and not state.locality:
        found.append(("locality", "Choose the council whose contacts and forms you use"))
    return found


def typed_passphrase(state: FirstRunState, passphrase: str) -> FirstRunState:
    """A new passphrase has not been looked at yet."""
    return replace(state, passphrase=passphrase, checked=False, strength=None)


def strength_words(state: FirstRunState) -> tuple[str, str]:
    """What the meter says, and its tone."""
    if not state.passphrase:
        return ("At least 12 characters. Four or five unrelated words are easy to remember and hard to guess.", "muted")
    if not state.checked:
        return ("Checking how hard it is to guess…", "muted")
    if state.strength:
        return (f"Too easy to guess. {state.strength}", "danger")
    return ("Strong enough.", "ok")


def groups(code: str) -> str:
    """The recovery code in groups of four, for reading aloud."""
    plain = re.sub(r"[^0-9A-Za-z]", "", code)
    return "  ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def tidy_time(text: str) -> str:
    """15.15 and 1515 as 15:15; anything else unchanged."""
    match = re.fullmatch(r"\s*(\d{1,2})[:.\s]?(\d{2})\s*", text)
    return f"{int(match[1]):02d}:{match[2]}" if match else text.strip()


def _is_time(text: str) -> bool:
    match = re.fullmatch(r"(\d{2}):(\d{2})", tidy_time(text))
    return bool(match and int(match[1]) < 24 and int(match[2]) < 60)
