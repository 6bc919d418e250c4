"""The subcommands and their help. Each imports what it needs when it is called, so that ``--help`` is quick."""
