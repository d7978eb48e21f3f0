"""Adults who work with children: everybody on file, found by name; an adult added."""
