"""More than a thousand strings that nobody's name is, made by rules; each is what goes over the wire, as bytes.

A family is one kind of harm: what runs in a browser, a template, a database, a spreadsheet, a mail, a calendar; what no
decoder, eye or terminal should meet; and names of people and places that only look like harm.
"""

from collections.abc import Iterable, Iterator

from gocluster_events.core import text
from tests.security.harm_to_files import calendars, letters, places, sheets
from tests.security.harm_to_pages import addresses, attributes, elements, scripts, templates, written
from tests.security.harm_to_readers import broken, databases, floods, formats, names, unseen

HARM = (elements, attributes, addresses, scripts, templates, written, databases, sheets, letters, calendars, places)
READERS = (formats, unseen, floods)


def _wired(strings: Iterable[str]) -> Iterator[bytes]:
    return (each.encode() for each in strings)


NAMES: tuple[bytes, ...] = tuple(dict.fromkeys(_wired(names())))  # which no field for a name may refuse
_HARM = [each for family in (*HARM, *READERS) for each in _wired(family())]
CORPUS: tuple[bytes, ...] = tuple(dict.fromkeys([*NAMES, *broken(), *_HARM]))


def read(wire: bytes) -> str:
    """What the server reads of it: U+FFFD stands for what is no UTF-8."""
    return wire.decode("utf-8", "replace")


def texts() -> list[str]:
    """Those that are text."""
    return [each for each in map(read, CORPUS) if "\ufffd" not in each]


def stored(longest: int) -> tuple[str, ...]:
    """What is stored of them in a field for several lines of so many characters."""
    tidied = dict.fromkeys(map(text.tidy, texts()))
    return tuple(each for each in tidied if each and not text.text_refusal(each, longest, multiline=True))
