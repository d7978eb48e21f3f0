"""The first thing seen: name and passphrase."""
