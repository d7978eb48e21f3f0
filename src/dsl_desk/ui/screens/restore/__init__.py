"""A backup put back, before anybody has signed in."""
