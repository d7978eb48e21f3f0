"""What the screens of a child and of an adult have in common."""
