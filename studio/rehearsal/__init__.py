"""Rehearsals: a world's campaign run whole for several seeds, in shares, here or on other machines, and its figures added up."""
