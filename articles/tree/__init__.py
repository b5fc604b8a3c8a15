"""A capture opened as a tree: decoded, bounded, parsed, indexed; which of its elements are what is for others."""
