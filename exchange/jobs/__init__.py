"""What runs beside the pages: each job does what is due and may be run again at any moment."""
