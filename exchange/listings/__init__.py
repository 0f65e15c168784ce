"""What is published for others to claim, the lots it yields, and every change of a lot's mass."""
