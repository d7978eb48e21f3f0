"""What can go wrong, by whose fault, each with the sentence the person will read."""

from __future__ import annotations


class KnownProblem(Exception):
    """Something a person can act on. The sentence says what happened, what to do, and that nothing was lost.

    `spot` names the question or field the focus goes to, where there is one. The sentence is shown on screen and
    may carry a name; it is never logged. `code` is short, stable and free of personal data, for logs and `--json`.
    """

    code = "known_problem"

    def __init__(self, sentence: str, *, spot: str | None = None) -> None:
        super().__init__(self.code)  # str() of the exception carries the code only, so a log cannot carry a name
        self.sentence = sentence
        self.spot = spot


class Bug(Exception):
    """Our own fault. Carries a short code, never record text."""


class CannotSeal(KnownProblem):
    """An answer is missing or impossible. Carries every problem found, first one first: (question id, sentence)."""

    code = "cannot_seal"

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        spot, sentence = problems[0]
        super().__init__(sentence, spot=spot)
        self.args = (f"{self.code}: {', '.join(spot for spot, _ in problems)}",)  # ids of questions, no answers
        self.problems = tuple(problems)


class NotAllowed(KnownProblem):
    """This role may not do this; the sentence says who may."""

    code = "not_allowed"


class WrongSecret(KnownProblem):
    """The passphrase or recovery code does not open a slot."""

    code = "wrong_secret"


class SlotsDamaged(KnownProblem):
    code = "slots_damaged"


class WeakSlot(KnownProblem):
    """A slot's key derivation is below the floor: refused, since someone may have put it there."""

    code = "weak_slot"


class VaultDamaged(KnownProblem):
    """The database does not open under its own key: damaged or swapped."""

    code = "vault_damaged"


class OlderVault(KnownProblem):
    """The anchor is ahead of the vault: someone put an older file back."""

    code = "older_vault"


class FolderNotWritable(KnownProblem):
    code = "folder_not_writable"


class FolderNotLocal(KnownProblem):
    """A network share or a synced folder: the live vault may not lie there."""

    code = "folder_not_local"


class AlreadyOpen(KnownProblem):
    """Another process holds the vault: who, where, since when."""

    code = "already_open"


class NewerVault(KnownProblem):
    """The vault holds a kind, version or schema this program does not know."""

    code = "newer_vault"


class DiskFull(KnownProblem):
    code = "disk_full"


class CannotWrite(KnownProblem):
    """The disk refused a write for a reason other than being full."""

    code = "cannot_write"


class JournalRefused(KnownProblem):
    """The journal refused an entry: it did not follow on, or it was sealed already."""

    code = "journal_refused"


class PackBroken(KnownProblem):
    """A pack file cannot be read or breaks a rule; the sentence names the file and the key."""

    code = "pack_broken"


class ImportRefused(KnownProblem):
    """The CSV cannot be imported; the sentence names the line and the column."""

    code = "import_refused"


class ExportFailed(KnownProblem):
    code = "export_failed"


class BackupFailed(KnownProblem):
    code = "backup_failed"
