"""What the first run asks, and what it makes. Secrets are kept out of what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class FirstRunAnswers:
    """What the first run asks. `school_ends` is HH:MM. The passphrase never leaves memory.

    `kind`: of the vault. `carried`: settings of the school taken over from a desk that was open.
    """

    kind: str = "children"
    carried: dict[str, object] = field(default_factory=dict)
    school: str
    school_ends: str
    school_phone: str = ""
    name: str
    job: str
    phone: str = ""
    passphrase: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Created:
    """A desk just made, open, and the recovery code that is shown once."""

    desk: Any
    recovery_code: str = field(repr=False)
