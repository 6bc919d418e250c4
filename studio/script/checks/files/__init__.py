"""Checking files: each is read once, and what is known of it is kept."""
