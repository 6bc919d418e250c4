"""What the dialer holds, in a database."""
