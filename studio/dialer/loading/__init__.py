"""Create Prospects v2: from rows to prospects, and what became of every row."""
