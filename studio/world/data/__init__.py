"""Databases that the SQL actions reach."""
