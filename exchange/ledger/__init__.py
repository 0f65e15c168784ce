"""The append-only ledger of confirmed mass, its seals and roll-ups."""
