"""Guidance: what each paper is for, and where it is."""
