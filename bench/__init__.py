"""Measurements anyone can run; figures go to docs/figures.md."""
