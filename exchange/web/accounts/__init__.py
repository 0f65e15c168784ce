"""Pages by which people sign up, sign in, and look after their account."""
