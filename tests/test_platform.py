"""What this computer's PySide6 must not do."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Caller(QObject):
    said = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12")
def test_calls_and_signals_lose_no_reference(qapp):
    """PySide6 6.12.0 on Python 3.11 lost one reference per call or emit, and the process aborted in real use."""
    caller, heard = Caller(), []
    caller.said.connect(heard.append)
    none, true = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(1000):
        caller.setObjectName("x")
    for _ in range(200):
        caller.said.emit(True)
    heard.clear()
    assert sys.getrefcount(None) >= none - 50
    assert sys.getrefcount(True) >= true - 50


_LEFT_OUT = """
from dsl_desk import __main__ as entry
entry._import_plainly()
import builtins, sys
from PySide6.QtCore import QObject
for path in entry.STUB_WRITERS:
    module = sys.modules[path.removesuffix(".py").replace("/", ".")]
    assert not [name for name in vars(module) if not name.startswith("__")], module
assert compile("1", "<here>", "eval").co_filename == "<here>" and "compiled" not in repr(builtins.compile)
try:
    QObject().setObjectName([])
except TypeError as error:
    assert "Supported signatures" in str(error), error
"""


def test_without_its_stub_writers_pyside_still_names_what_it_was_called_with():
    """The start leaves them out (`__main__`). Were one of them needed, or named otherwise, this would say so."""
    done = subprocess.run([sys.executable, "-c", _LEFT_OUT], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
