"""What the app needs besides its code: vendored static files and compiled catalogues."""

from __future__ import annotations

from tools import catalogues, frontend
from tools.steps import timed


def build() -> None:
    """Static files and catalogues are there and up to date."""
    with timed("Preparing static files and catalogues"):
        frontend.build()
        catalogues.build()
