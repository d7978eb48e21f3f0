"""What each screen reads: one function a page, frozen values out, one consistent read."""
