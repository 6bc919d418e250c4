"""The files of the business unit."""
