"""How a file arrives: in parts of one size, one after the other."""

from datetime import timedelta

from gocluster_events.core.errors import Refused
from gocluster_events.post_event.materials.rules.codes import PART_BYTES, PDF_BEGINS, Refusal

LASTS = timedelta(hours=1)  # an upload of which no material was made
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3  # at looking at a file, before nobody tries any longer


def refuse_size(size: int, most: int, used: int, most_used: int) -> None:
    """Raises Refused for a file that is empty or has more than ``most`` bytes, or does not fit beside what is there."""
    if size <= 0:
        raise Refused(Refusal.EMPTY)
    if size > most:
        raise Refused(Refusal.TOO_LARGE)
    if used + size > most_used:
        raise Refused(Refusal.EDITION_FULL)


def refuse_first_part(content: bytes) -> None:
    """Raises Refused for what does not begin as a PDF does; all else the worker looks at."""
    if not content.startswith(PDF_BEGINS):
        raise Refused(Refusal.NO_PDF)


def parts_of(size: int) -> int:
    """In how many parts a file of so many bytes arrives."""
    return -(-size // PART_BYTES)


def part_size(size: int, number: int) -> int:
    """How many bytes part ``number`` (from 0) of such a file has."""
    return min(PART_BYTES, size - number * PART_BYTES)
