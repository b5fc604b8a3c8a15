"""Tests of the sites room."""
