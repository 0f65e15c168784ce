"""What can be read of materials, split by question: the tree and its units, waste codes."""
