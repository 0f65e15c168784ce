"""What can be read of statistics, split by question: sight, families, secrecy, pages, breakdowns."""
