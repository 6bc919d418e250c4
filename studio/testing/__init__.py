"""Testing scripts: which branches were taken, and running scripts in random worlds."""
