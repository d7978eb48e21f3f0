"""Doors that open onto nothing: plain functions with invented people."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from dsl_desk.casework.front_door import Place, front_door
from dsl_desk.casework.restore import Held, Restored, Secret
from dsl_desk.errors import WrongSecret
from dsl_desk.ui.doors import Doors, FrontDoor, Restoring
from dsl_desk.ui.first_run_answers import Created, FirstRunAnswers
from tests.ui.sample_desk import CARD, NOW

THREE = [("children", "Children"), ("staff", "Adults who work with children"), ("governors", "About the head")]
PLACE = Place(Path("nowhere"), lambda: NOW, "luton")
USUAL = Path("/home/lead/dsl-desk")
HELD = Held("children", NOW, 41, (("p1", "J. Pryce-Okafor"), ("p2", "D. Achterberg")))
SAYS = (
    "The backup of 13 November 2026, 18:31 holds 41 entries, the latest sealed on 13 November 2026, 17:02.",
    "5 entries sealed after it are not in this backup. Keep the folder used before: a newer backup or a repair may "
    "still bring them back.",
    "It is the vault “Children” of Quillbrook School. Who can sign in: J. Pryce-Okafor, D. Achterberg.",
)
CODE = "7K2M9QXT4H8PABCDEFGH1234WXYZ"


def make_doors(**changed: Any) -> Doors:
    """Doors with one person, J. Pryce-Okafor, whose passphrase is "correct horse"."""
    heard: list[Any] = changed.pop("heard", [])

    def unlock(kind: str, name: str, passphrase: str) -> str:
        if passphrase != "correct horse":
            raise WrongSecret(
                "That passphrase does not open this desk. Check Caps Lock and try again. Nothing was lost."
            )
        heard.append(kind)
        return f"desk of {name}"

    def create(answers: FirstRunAnswers) -> Created:
        heard.append(answers)
        return Created(desk="new desk", recovery_code=CODE)

    def choose(desk: Any, locality: str) -> None:
        heard.append((desk, locality))

    def kit(path: Path) -> None:
        path.write_bytes(b"%PDF-")

    def by_kit(kind: str, code: str, name: str, passphrase: str) -> str:
        heard.append((kind, code, name, passphrase))
        return f"desk of {name}"

    def check(path: Path, folder: Path, kind: str, secret: Secret) -> Generator[float, None, Any]:
        yield 0.4
        if secret.passphrase == "wrong horse":
            raise WrongSecret("That passphrase does not open the vault. Check Caps Lock. Nothing was changed.")
        return SimpleNamespace(restored=Restored(folder, kind, 41, NOW, NOW, (42, 46), SAYS))

    functions: dict[str, Any] = {
        "vaults": lambda: [("children", "Children")],
        "names": lambda kind: [("p1", "J. Pryce-Okafor")],
        "unlock": unlock,
        "unlock_to_read": unlock,
        "unlock_by_kit": by_kit,
        "strength": lambda p: None if len(p) >= 12 else "Use at least 12 characters.",
        "suggest_passphrase": lambda: "amber kettle ninety willow",
        "create": create,
        "write_kit": kit,
        "confirm_code": lambda text: text.replace("-", "").replace(" ", "").upper() == CODE,
        "localities": lambda: [("luton", "Luton"), ("elsewhere", "Somewhere else")],
        "choose_locality": choose,
        "danger_card": lambda: CARD,
        "restoring": lambda: Restoring(
            usual=USUAL,
            look=lambda path: (HELD, USUAL / "restored-2026-11-13"),
            refuse_unfit=lambda folder, kind: None,
            check=check,
            put_back=lambda ready: ready.restored,
            let_go=heard.append,
        ),
        "front_door": FrontDoor(page=lambda: front_door(PLACE), sheet=lambda: b"%PDF-", save=kit),
    }
    return Doors(**(functions | changed))
