"""Reads about an edition's letters."""
