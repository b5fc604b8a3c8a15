"""Tests of the cleaners."""
