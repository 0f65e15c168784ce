"""Derived indexes of place and words, behind one small interface."""
