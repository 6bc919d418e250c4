"""In which time zone a prospect may be."""
