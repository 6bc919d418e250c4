"""``studio test``."""
