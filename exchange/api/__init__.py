"""JSON for programs, over the same actions and queries as the pages."""
