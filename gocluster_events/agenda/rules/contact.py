"""How somebody on the programme can be written to; no version holds it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the draft with an address. ``generation`` is that of the link to their own page."""

    id: int
    generation: int
    uuid: str
    name: str
    email: str
