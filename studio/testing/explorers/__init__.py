"""Explorers: what scenarios are put through beside being run: signals, faults, paths that none takes, mutations."""
