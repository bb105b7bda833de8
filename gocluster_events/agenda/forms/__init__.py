"""What organisers may type about the programme."""
