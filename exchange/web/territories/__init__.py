"""Territories: finding one, and the tonnes diverted there, as far as secrecy allows."""
