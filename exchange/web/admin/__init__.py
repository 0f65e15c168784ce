"""Pages of administrators: checking, suspending, opening territories, mails and the journal."""
