"""Every kind of entry the journal can hold, with its version and fixed core fields.

The stored form is frozen early: any change to a body's fields is a new version of its kind. A new field with a default
needs no upgrade, anything else one beside it in `upgrades.py`. An older program that meets the new version refuses to
open: it never hides a field it does not know.
"""

from __future__ import annotations

from dsl_desk.domain.entries.kinds import KINDS, NEVER_DISPOSED, Body, Kind, event_time, kind_of

__all__ = ["KINDS", "NEVER_DISPOSED", "Body", "Kind", "event_time", "kind_of"]
