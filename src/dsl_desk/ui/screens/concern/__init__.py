"""One concern: its road, the step in hand, what was sealed."""
