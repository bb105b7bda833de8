"""Reads of the feedback on barriers."""
