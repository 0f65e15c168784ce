"""Claims: asking for a lot, answering, meeting, weighing; an organisation's desk."""
