"""Mails to send, written in the transaction of the event they tell of."""
