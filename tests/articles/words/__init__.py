"""Tests of what words on a page mean."""
