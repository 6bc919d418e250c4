"""What ``runtime.py`` measures of the engine itself, a file for each kind of figure."""
