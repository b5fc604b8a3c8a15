"""A file's bytes to what kind of file it is, and whether it can be the one a page announced; pure."""
