"""The list of children; adding one; importing them."""
