"""Record a concern."""
