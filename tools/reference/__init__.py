"""Derives the committed reference data (territories, postcodes, outlines) from three public packages."""
