"""A fictitious legacy SPIP site that knows its own truth; reading a site back is left to the other rooms."""
