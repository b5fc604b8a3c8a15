"""Tests of what stands where on a page of no known skin."""
