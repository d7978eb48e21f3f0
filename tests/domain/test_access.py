"""Who may do what, written out: the table in domain/access.py must say exactly this."""

from __future__ import annotations

import pytest

from dsl_desk.domain.access import ACT_OF_KIND, Act, Role, VaultKind, first_role, may, require
from dsl_desk.domain.entries import KINDS
from dsl_desk.errors import NotAllowed

#            read record casework close agree people export contacts settings admit restrict care dispose
MATRIX = {
    (VaultKind.CHILDREN, Role.DSL):          "1 1 1 1 1 1 1 1 1 1 1 1 1",
    (VaultKind.CHILDREN, Role.DEPUTY):       "1 1 1 1 1 1 1 1 1 0 1 1 0",
    (VaultKind.CHILDREN, Role.HEAD):         "1 0 0 0 1 0 0 0 0 0 0 1 0",
    (VaultKind.CHILDREN, Role.CHAIR):        "0 0 0 0 0 0 0 0 0 0 0 0 0",
    (VaultKind.CHILDREN, Role.RECOVERY_KIT): "0 0 0 0 0 0 0 0 0 1 0 1 0",
    (VaultKind.STAFF, Role.DSL):             "1 1 1 1 1 1 1 1 1 0 1 1 0",
    (VaultKind.STAFF, Role.DEPUTY):          "0 0 0 0 0 0 0 0 0 0 0 0 0",
    (VaultKind.STAFF, Role.HEAD):            "1 1 1 1 1 1 1 1 1 1 1 1 1",
    (VaultKind.STAFF, Role.CHAIR):           "1 0 0 0 1 0 0 0 0 0 0 1 0",
    (VaultKind.STAFF, Role.RECOVERY_KIT):    "0 0 0 0 0 0 0 0 0 1 0 1 0",
    (VaultKind.GOVERNORS, Role.DSL):         "0 0 0 0 0 0 0 0 0 0 0 0 0",
    (VaultKind.GOVERNORS, Role.DEPUTY):      "0 0 0 0 0 0 0 0 0 0 0 0 0",
    (VaultKind.GOVERNORS, Role.HEAD):        "0 0 0 0 0 0 0 0 0 0 0 0 0",
    (VaultKind.GOVERNORS, Role.CHAIR):       "1 1 1 1 1 1 1 1 1 1 1 1 1",
    (VaultKind.GOVERNORS, Role.RECOVERY_KIT): "0 0 0 0 0 0 0 0 0 1 0 1 0",
}  # fmt: skip
ORDER = [
    Act.READ, Act.RECORD, Act.CASEWORK, Act.CLOSE, Act.AGREE, Act.PEOPLE, Act.EXPORT, Act.CONTACTS, Act.SETTINGS,
    Act.ADMIT, Act.RESTRICT, Act.CARE, Act.DISPOSE,
]  # fmt: skip


def test_the_matrix_names_every_act_of_every_role_in_every_vault() -> None:
    assert set(ORDER) == set(Act)
    assert set(MATRIX) == {(vault, role) for vault in VaultKind for role in Role}


@pytest.mark.parametrize(("vault", "role"), list(MATRIX))
def test_each_role_may_do_exactly_what_the_matrix_says(vault: VaultKind, role: Role) -> None:
    said = [mark == "1" for mark in MATRIX[vault, role].split()]

    assert [may(role, act, vault) for act in ORDER] == said


def test_an_unknown_role_may_do_nothing_anywhere() -> None:
    assert not any(may("caretaker", act, vault) for act in Act for vault in VaultKind)


def test_every_kind_of_entry_is_somebodys_act() -> None:
    assert set(ACT_OF_KIND) == set(KINDS)


@pytest.mark.parametrize("vault", list(VaultKind))
def test_whoever_makes_a_vault_may_admit_the_others(vault: VaultKind) -> None:
    assert may(first_role(vault), Act.ADMIT, vault)


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(NotAllowed) as caught:
        require(Role.HEAD, Act.CASEWORK, VaultKind.CHILDREN)
    assert "designated safeguarding lead" in caught.value.sentence
