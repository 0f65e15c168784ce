"""Pages of organisations: their face to the public, their sites, their members."""
