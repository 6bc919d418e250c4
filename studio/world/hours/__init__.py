"""Hours of operation."""
