"""What can be done with organisations, a module for each question."""
