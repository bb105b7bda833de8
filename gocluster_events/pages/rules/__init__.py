"""Decisions about what a page that needs several features shows."""
