"""The front page of a pack: what it is, its papers, and what differs between the vaults."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from dsl_desk.pathways.steps import CHILDREN, Cited, Table


class PaperRow(Table, frozen=True, kw_only=True):
    """A row of page one of a paper about an adult, from sealed answers.

    `answers`: "step.question", those of one inner list told together; one whose first answer is among `skip` is left
    out. `none`: what stands there when all were left out. `gives_way`: the lowest is cut first where room is short.
    """

    label: str
    answers: tuple[tuple[str, ...], ...]
    skip: tuple[str, ...] = ()
    none: str = ""
    boxed: bool = False
    gives_way: int = 5


class Document(Cited, frozen=True, kw_only=True):
    """A paper: its title, the line under it, the contact role it goes to, and what its files are called.

    `file` empty: as its title. `support`: it prints the lines of support of its road too. `family_reads`: the family
    keeps a copy, so neither prompts nor adults' numbers nor children of other families stand on it.
    `about`: "adult" where it is about an adult: on a sheet the adult comes first and the children after; a referral is
    about an adult who works with children, and its page one has these `rows`.
    """

    id: str
    title: str
    under: str = ""
    recipient: str = ""
    file: str = ""
    support: bool = False
    family_reads: bool = False
    about: Literal["", "adult"] = ""
    rows: tuple[PaperRow, ...] = ()


class VaultRules(Table, frozen=True, kw_only=True):
    """What differs in one vault: the road every concern in it walks, its standing mark, whom Today rings first.

    `lists`: a list of this vault that stands in for another (levels, outcomes). `about`: whom a concern is about.
    """

    base_road: str
    mark: str = ""
    about: Literal["children", "adults"] = "children"
    call_now: tuple[str, ...] = ()
    lists: dict[str, str] = {}


class Title(Table, frozen=True, kw_only=True):
    """The front page of a pack (`pack.toml`). `vaults`: what holds in each; the children's is there without it.

    `social_care`: the roles by whom children's social care is told.
    """

    id: str
    title: str
    edition: str
    checked: dt.date
    country: str = ""
    locality: str = ""
    authority: str = ""
    marking: str
    prompt: str
    call_now: tuple[str, ...] = ()
    social_care: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    extends: str = ""
    vaults: dict[str, VaultRules] = {}

    def rules(self, vault: str) -> VaultRules | None:
        """The rules of one vault; None where this pack knows none."""
        return self.vaults.get(vault) or (VaultRules(base_road="general") if vault == CHILDREN else None)
