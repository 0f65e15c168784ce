"""The demonstration: a fictional territory with a year of exchanges, made through the house's own actions."""
