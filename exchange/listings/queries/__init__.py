"""What can be read of listings, split by question: lots, detail, cards, search, faults."""
