"""What a team sets: sources and their maps, skills, what comes of calls."""
