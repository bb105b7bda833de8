"""Who takes part in what: lists, papers, doors, bookings, wishes; what outlives the day lies above."""
