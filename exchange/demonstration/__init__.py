"""Fictional territories with two years of exchanges, made through the house's own actions."""
