"""Ours against the floor. Run by `python -m tests.bench`; nothing here is a test."""
