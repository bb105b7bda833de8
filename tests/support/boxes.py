"""The pages on which somebody books the places of items, as words and buttons."""

import re
from typing import Any

from tests.support.visitor import Visitor

PAGE = "/de/jahrestagung-2027/items/b2-vom-pitch/sign-up"
MINE = "/de/my/bookings"


def words_of(page: str) -> str:
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def buttons(page: str) -> list[Any]:
    """What the buttons of the page do with places."""
    return re.findall(r'action="[^"]*/sign-up/([^"]+)"', page)


def look(visitor: Visitor, page: str = PAGE) -> str:
    """What that page says now."""
    answer = visitor.get(page)
    assert answer.status_code == 200, answer.location
    return words_of(answer.text)
