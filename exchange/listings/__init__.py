"""Listings: what is published for others to claim, the lots they hold, and every change of a lot's mass."""
