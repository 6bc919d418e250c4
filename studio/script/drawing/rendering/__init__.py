"""Diagrams and pictures as text and bytes: SVG, PNG, DOT, Mermaid, and what these have in common."""
