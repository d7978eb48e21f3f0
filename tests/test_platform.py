"""What this computer's PySide6 must not do."""

from __future__ import annotations

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
