"""How a long list is cut into pages."""

PER_PAGE = 50


def page_number(typed: str, total: int) -> int:
    """The page that ``typed`` means, from 1 to the last one of ``total`` rows; the first when it is no number."""
    wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 1
    last = max(1, -(-total // PER_PAGE))
    return min(max(1, wanted), last)
