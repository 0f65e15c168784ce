"""Pages for people: forms in, templates out; nothing is decided here."""
