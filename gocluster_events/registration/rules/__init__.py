"""Decisions about registering: pure functions on frozen values."""
