"""Units, geography, text, time, actors and refusals: standard library only, no input or output."""
