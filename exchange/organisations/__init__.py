"""Organisations, the numbers that identify them, their sites, and the territories attached to them."""
