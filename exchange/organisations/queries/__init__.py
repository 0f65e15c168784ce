"""What can be read of organisations, a module for each question."""
