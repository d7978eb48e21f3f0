"""What each role may do in each vault: one table. Enforced by the program, not by cryptography; a vault is.

Source: KCSIE, role of the designated safeguarding lead (tasks may be delegated, lead responsibility not);
architecture.md, The vault.
"""

from __future__ import annotations

from enum import StrEnum

from dsl_desk.errors import NotAllowed


class Role(StrEnum):
    DSL = "dsl"
    DEPUTY = "deputy"
    HEAD = "head"
    CHAIR = "chair"
    RECOVERY_KIT = "recovery_kit"


ROLE_NAMES = {
    Role.DSL: "Designated safeguarding lead",
    Role.DEPUTY: "Deputy designated safeguarding lead",
    Role.HEAD: "Headteacher",
    Role.CHAIR: "Chair of governors",
    Role.RECOVERY_KIT: "Recovery kit",
}


class VaultKind(StrEnum):
    CHILDREN = "children"
    STAFF = "staff"
    GOVERNORS = "governors"


# What each is called wherever somebody chooses between them. Nothing of what is in it.
VAULT_NAMES = {
    VaultKind.CHILDREN: "Children",
    VaultKind.STAFF: "Adults who work with children",
    VaultKind.GOVERNORS: "About the head",
}


class Act(StrEnum):
    READ = "read"  # open children, concerns, referrals; opening is itself an entry
    RECORD = "record"  # concerns, notes, attachments
    CASEWORK = "casework"  # every step of a road, withdrawing, reopening
    CLOSE = "close"
    AGREE = "agree"  # one's own word on somebody else's decision or closure
    PEOPLE = "people"  # children, adults, relations, imports
    EXPORT = "export"  # packs and printing
    CONTACTS = "contacts"
    SETTINGS = "settings"
    ADMIT = "admit"  # admit and remove people of the desk
    RESTRICT = "restrict"  # who may see a concern
    CARE = "care"  # backup, restore, check, rebuild: no content changes
    DISPOSE = "dispose"


_EVERYTHING = frozenset(Act)
_READS = frozenset({Act.READ, Act.AGREE, Act.CARE})

TABLE: dict[VaultKind, dict[Role, frozenset[Act]]] = {
    VaultKind.CHILDREN: {
        Role.DSL: _EVERYTHING,
        Role.DEPUTY: _EVERYTHING - {Act.ADMIT, Act.DISPOSE},
        Role.HEAD: _READS,
        Role.CHAIR: frozenset(),
        Role.RECOVERY_KIT: frozenset({Act.ADMIT, Act.CARE}),
    },
    VaultKind.STAFF: {
        Role.DSL: _EVERYTHING - {Act.ADMIT, Act.DISPOSE},
        Role.DEPUTY: frozenset(),
        Role.HEAD: _EVERYTHING,
        Role.CHAIR: _READS,
        Role.RECOVERY_KIT: frozenset({Act.ADMIT, Act.CARE}),
    },
    VaultKind.GOVERNORS: {
        Role.DSL: frozenset(),
        Role.DEPUTY: frozenset(),
        Role.HEAD: frozenset(),
        Role.CHAIR: _EVERYTHING,
        Role.RECOVERY_KIT: frozenset({Act.ADMIT, Act.CARE}),
    },
}

# Which act each kind of entry is; `check` holds every author's role against it.
ACT_OF_KIND: dict[str, Act] = {
    **dict.fromkeys(("concern", "note", "attachment"), Act.RECORD),
    **dict.fromkeys(
        (
            "urgency", "advice", "assessment", "parents", "decision", "road_started", "edition_looked", "left_out",
            "reopened", "withdrawn", "referral_made", "referral_written", "reply", "chase", "task", "task_done",
            "plan", "review",
        ),
        Act.CASEWORK,
    ),
    **dict.fromkeys(("closed", "agreement_asked"), Act.CLOSE),
    "agreement": Act.AGREE,
    **dict.fromkeys(("child", "adult", "relation", "merged", "imported"), Act.PEOPLE),
    **dict.fromkeys(("person_admitted", "person_left"), Act.ADMIT),
    "access_set": Act.RESTRICT,
    "opened": Act.READ,
    **dict.fromkeys(("exported", "export_contents", "export_done", "export_failed", "printed"), Act.EXPORT),
    **dict.fromkeys(("contact_edited", "contact_checked"), Act.CONTACTS),
    "setting": Act.SETTINGS,
    **dict.fromkeys(("pack_loaded", "vault_renewed", "restored", "backup_made"), Act.CARE),
    "disposed": Act.DISPOSE,
}  # fmt: skip


def may(role: str, act: Act, vault: str) -> bool:
    """Whether this role may do this in that vault. An unknown role may do nothing."""
    if role not in set(Role):
        return False
    return act in TABLE[VaultKind(vault)][Role(role)]


def roles_in(vault: str) -> tuple[Role, ...]:
    """The roles a person may be admitted with: those that may do something there."""
    return tuple(role for role, acts in TABLE[VaultKind(vault)].items() if acts and role is not Role.RECOVERY_KIT)


def first_role(vault: str) -> Role:
    """Whose vault it is: the role of the person who makes it and admits the others."""
    return {VaultKind.CHILDREN: Role.DSL, VaultKind.STAFF: Role.HEAD, VaultKind.GOVERNORS: Role.CHAIR}[VaultKind(vault)]


def require(role: str, act: Act, vault: str) -> None:
    """NotAllowed, with a sentence that says who may, unless the role may do this."""
    if may(role, act, vault):
        return
    who = [ROLE_NAMES[other].lower() for other in Role if may(other, act, vault) and other is not Role.RECOVERY_KIT]
    raise NotAllowed(f"This is for the {' or the '.join(who)}. Nothing was changed.")
