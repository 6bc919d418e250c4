"""Mail: an outbox, or a real server where the world grants one."""
