"""What a certificate of attendance says."""

from collections.abc import Mapping
from dataclasses import dataclass

Said = tuple[str, str]
"""A text and the language it is written in."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who came."""

    name: str
    organisation: str
    reference: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """What all of them say, and for whom there is one."""

    title: str
    lang: str
    edition: Said
    motto: Said
    when: str
    place: str
    topics: tuple[Said, ...]
    issued: str
    issuer: str
    accent: str
    logo_alt: str
    words: Mapping[str, str]
    people: tuple[Attendee, ...]
