"""What the platform's own API can be asked: users, skills, address books."""
