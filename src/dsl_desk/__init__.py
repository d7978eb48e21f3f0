"""DSL Desk: an encrypted, offline desk for a school's designated safeguarding lead."""

__version__ = "0.1.0"
