"""Pages of listings: search with its map, one listing, writing it, and one's own."""
