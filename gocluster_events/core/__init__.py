"""What knows no meeting: accounts, mail, clock, database, web helpers, files; nothing here names an edition."""
