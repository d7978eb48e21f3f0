"""The school, its people, backups, and how the desk looks."""
