"""After a power cut: pages that hold nothing may be torn, and are made whole again.

SQLite takes pages from its free list without journalling what they held, since it was nothing. Cut off half written,
such a page no longer carries its seal: no record misses anything, but every check and every backup would stumble on it.
"""

from __future__ import annotations

from sqlalchemy.engine import Engine
from sqlcipher3 import dbapi2


def mend(engine: Engine) -> bool:
    """Write the database anew when the only torn pages are free ones; True when that was done.

    Every page that holds anything is read and its seal verified first; damage there is left for `check` to name.
    """
    checked_out = engine.raw_connection()
    bare = checked_out.driver_connection
    checked_out.close()  # the pool holds one connection and keeps it open
    assert bare is not None
    try:
        if not bare.execute("PRAGMA cipher_integrity_check").fetchall():
            return False
        if bare.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return False
        bare.execute("VACUUM")
    except dbapi2.DatabaseError:
        return False
    return True
