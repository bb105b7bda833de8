"""Data inside a page, in a ``<script>`` of a type that no browser runs (HTML, 4.12.1: a data block)."""

import json
from typing import Any

from markupsafe import Markup

_SHIFT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})  # the same text to whoever reads the JSON


def data_block(value: Any) -> Markup:
    """The value as JSON in which nothing can end the element or begin a comment."""
    return Markup(json.dumps(value, separators=(",", ":")).translate(_SHIFT))  # noqa: S704 -- no < is left in it
