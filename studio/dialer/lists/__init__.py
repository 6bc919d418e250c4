"""List files: prospects that come in a file, and which of its columns fill which field."""
