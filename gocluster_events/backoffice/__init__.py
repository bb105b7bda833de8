"""What the team does: editions, legal texts, letters, publishing, oversight; no participant's page lies here."""
