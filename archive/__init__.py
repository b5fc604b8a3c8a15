"""Bytes as received, and the ledger of them; opens no connection to anywhere."""
