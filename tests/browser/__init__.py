"""Tests of the public site in a browser: Debian's Chromium, driven over loopback."""
