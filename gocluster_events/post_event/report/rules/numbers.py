"""Numbers of a report: stored as digits where they are whole, and written as each language groups them."""

import re

_MARKS = {"de": ".", "en": ","}
_LONGEST = 12


def stored(typed: str, language: str) -> str:
    """The digits of a whole number as it was typed in that language; any other text as it is."""
    mark = re.escape(_MARKS[language])
    text = typed.replace("\u202f", "").replace("\u00a0", "").replace(" ", "") if _is_spaced(typed) else typed
    is_grouped = re.fullmatch(rf"\d{{1,3}}({mark}\d{{3}})+", text) and len(text) <= _LONGEST
    return text.replace(_MARKS[language], "") if is_grouped else text


def written(number: str, language: str) -> str:
    """The number as readers of that language expect it, in groups of three digits."""
    is_whole = number.isascii() and number.isdigit() and len(number) <= _LONGEST
    if not is_whole or len(number) < 4:
        return number
    return f"{int(number):,}".replace(",", _MARKS[language])


def _is_spaced(typed: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}([ \u00a0\u202f]\d{3})+", typed))
