"""Who did what, when: one row per privileged or state-changing action."""
