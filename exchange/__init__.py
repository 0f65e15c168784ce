"""Gisement: one organisation's by-product becomes a neighbour's raw material."""
