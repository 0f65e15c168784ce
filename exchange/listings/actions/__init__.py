"""What can be done to listings, split by question: writing, steps, mass, index."""
