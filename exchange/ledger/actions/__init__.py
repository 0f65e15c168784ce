"""What can be done to the ledger, split by question: booking lines, sealing them."""
