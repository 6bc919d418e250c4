"""Lists of prospects that are loaded when a world begins."""
