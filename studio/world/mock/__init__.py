"""Stand-ins: what happens instead of an action, as a world file says it (its part ``mock``)."""
