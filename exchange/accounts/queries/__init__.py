"""What can be read of accounts, a module for each question."""
