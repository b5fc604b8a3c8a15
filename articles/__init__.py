"""The room that reads: a capture's bytes become an article; fetching, storing and showing are for others."""
