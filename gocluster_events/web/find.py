"""Finding what a path names."""

from typing import TypeVar

from flask import abort

Found = TypeVar("Found")


def found_or_404(value: Found | None) -> Found:
    """The value, or the helpful 404 page."""
    if value is None:
        abort(404)
    return value
