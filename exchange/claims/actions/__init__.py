"""What can be done to claims, split by question: requesting, answering, meeting, weighing, closing."""
