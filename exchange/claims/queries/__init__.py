"""What can be read of claims, split by question: subjects, detail, lists, faults."""
