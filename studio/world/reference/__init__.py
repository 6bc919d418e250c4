"""The world file told from its models: JSON Schema, the manual's page, a commented example."""
