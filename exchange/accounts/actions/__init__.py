"""What can be done with accounts, a module for each question."""
