"""What a territory may know: sums over the ledger, within the secrecy threshold."""
