"""What is not finished, and whom to call now."""
