"""What the attendee list decides without a database: which rows, in which order, and what leaves the house."""
