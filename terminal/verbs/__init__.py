"""The verbs of the command line, in files by what they are for, as in docs/architecture.md §4; all work is done in the rooms."""
