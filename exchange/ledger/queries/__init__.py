"""What can be read of the ledger, split by question: belonging, sums, lines, recounts, faults."""
