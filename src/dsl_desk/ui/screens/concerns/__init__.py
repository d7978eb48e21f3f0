"""The list of concerns."""
