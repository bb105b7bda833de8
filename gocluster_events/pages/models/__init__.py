"""Rows that belong to no single feature below."""

from gocluster_events.pages.models.messages import Message

__all__ = ["Message"]
