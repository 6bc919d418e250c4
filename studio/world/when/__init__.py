"""Observations: what a world does when something happens in a run (its part ``when``)."""
