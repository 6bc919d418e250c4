"""``studio explore``."""
