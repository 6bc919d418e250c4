"""Whom a skill may dial now, and what an attempt makes of a prospect."""
