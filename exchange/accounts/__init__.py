"""People: passwords, sessions, tokens, one-time mail links, throttling, memberships."""
