"""Territories: communes and what is drawn from them, their names, postcodes and vintages."""
