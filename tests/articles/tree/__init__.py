"""Tests of captures opened as trees."""
