"""Tests of the general reading, field by field."""
