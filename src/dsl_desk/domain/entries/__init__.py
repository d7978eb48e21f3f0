"""Every kind of entry the journal can hold, with its version and fixed core fields.

The stored form is frozen early: a field may be added with a default (same version reads on), anything else is a new
version with an upgrade beside it in `upgrades.py`. A program that meets an unknown kind or version refuses to open.
"""

from __future__ import annotations

from dsl_desk.domain.entries.kinds import KINDS, Body, Kind, event_time, kind_of

__all__ = ["KINDS", "Body", "Kind", "event_time", "kind_of"]
