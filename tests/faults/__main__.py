"""`python -m tests.faults [--short]`: every kind of harm, figures to build/faults.json; exit 1 when one is broken."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults import shim
from tests.faults.casework import LONGEST, casework_for_ever, pack
from tests.faults.flips import flips
from tests.faults.kill import kills

FULL = {"kills": 1000, "control kills": 300, "step": 2, "images": 5000, "control images": 500, "flips": 1}
SHORT = {"kills": 12, "control kills": 150, "step": 211, "images": 48, "control images": 32, "flips": 401}
OUT = Path("build/faults.json")


def figures(size: dict[str, int], below: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """All figures. `holds` of each part says whether what was promised held, or whether a control broke as it must."""
    found: dict[str, Any] = {}

    def part(name: str, run: Callable[[Path], dict[str, Any]], holds: Callable[[dict[str, Any]], bool]) -> None:
        begun = time.perf_counter()
        own = below / name.replace(" ", "-")
        own.mkdir(parents=True)
        result = run(own)
        result |= {"seconds": round(time.perf_counter() - begun, 1), "holds": holds(result)}
        found[name] = result
        say(f"{'holds' if result['holds'] else 'BROKEN'}  {name}: {json.dumps(result)[:600]}")

    pack()
    part("kills", lambda own: vars(kills(own, size["kills"], work=casework_for_ever, longest=LONGEST)), _nothing_lost)
    control = {"pragma": "journal_mode = OFF"}
    part("kills, control", lambda own: vars(kills(own, size["control kills"], **control)), _broke)
    part("flips", lambda own: dict(flips(own, size["flips"])), _all_found)
    if shim.compiler() is None:
        say("skipped  Nth write and power loss: they need Linux and a C compiler (cc), and there is none here")
        found["skipped"] = "no C compiler"
        return found
    library = shim.build(below)
    part("nth write", lambda own: _under(library, "nth_write", own, size["step"]), _acts_hold)
    part("power loss", lambda own: _under(library, "power_loss", own, size["images"]), _nothing_lost)
    dark = (size["control images"], "synchronous = OFF")
    part("power loss, control", lambda own: _under(library, "power_loss", own, *dark), _broke)
    return found


def _under(library: Path, module: str, own: Path, *arguments: object) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        shim.run_under(library, f"tests.faults.{module}", str(own), *(str(one) for one in arguments))
    )
    return told


def _nothing_lost(result: dict[str, Any]) -> bool:
    return not result["lost"] and not result["broken"]


def _broke(result: dict[str, Any]) -> bool:
    return bool(result["lost"] or result["broken"])


def _acts_hold(result: dict[str, Any]) -> bool:
    return all(_nothing_lost(act) for act in result.values() if isinstance(act, dict))


def _all_found(result: dict[str, Any]) -> bool:
    return not any(file["missed"] for file in result.values() if isinstance(file, dict))


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="dsl-desk-faults-") as below:
        found = figures(SHORT if "--short" in arguments else FULL, Path(below), lambda line: print(line, flush=True))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n")
    return 0 if all(part["holds"] for part in found.values() if isinstance(part, dict)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
