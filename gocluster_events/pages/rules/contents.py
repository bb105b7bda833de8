"""The table of contents of a legal text."""

import re

_SECTION = re.compile(r'<section id="([\w-]+)">\s*<h2>(.*?)</h2>')


def contents(text: str) -> list[tuple[str, str]]:
    """The id and the title of each section of ``text``, in order; titles are plain words."""
    return _SECTION.findall(text)
