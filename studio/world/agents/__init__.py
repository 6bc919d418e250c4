"""Agents, skills and queues."""
