"""Tests of what a skeleton names."""
