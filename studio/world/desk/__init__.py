"""The agents' desktops: forms, pages, indicators."""
