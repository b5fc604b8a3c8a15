"""The public snapshot and the Datasette that shows it; the only room that uses Datasette."""
