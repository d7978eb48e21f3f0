"""An adult's file: every matter about them, what is on file, who opened it."""
