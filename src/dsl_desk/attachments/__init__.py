"""Files somebody else made: what they are by their content, and their pages as pictures. Nothing of them is run."""
