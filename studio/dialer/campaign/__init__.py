"""The dialer at work in virtual time: agents, brains and their signals."""
