"""Text messages and digital conversations."""
