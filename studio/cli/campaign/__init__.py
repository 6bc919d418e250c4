"""``studio campaign``."""
