"""``studio prospects``: lists loaded, and what the dialer holds looked at."""
