"""From stored captures to the reading tables of archive.db, and back; the only room that uses sqlite-utils."""
