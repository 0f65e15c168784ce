"""Ways out of the process: the clock, the geocoder, mail, files."""
