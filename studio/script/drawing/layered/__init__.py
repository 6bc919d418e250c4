"""The layered layout: where a script has no places of its own. `connected_part.py` takes its steps in turn."""
