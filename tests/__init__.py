"""Tests of Fonds; shared fixtures stand in conftest.py files."""
