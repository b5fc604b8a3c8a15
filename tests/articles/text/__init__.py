"""Tests of texts and their HTML."""
