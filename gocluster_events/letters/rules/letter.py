"""What a letter is, and how its placeholders are filled."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

_HOLE = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail the software can send. Its text stands in ``template``; ``samples`` names every placeholder with a sample.

    ``link`` is the endpoint its button leads to, and the purpose for which the link's token is signed. The outbox
    forgets one that ``leaves_nothing`` as soon as it is sent or given up.
    """

    name: str
    template: str
    samples: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    leaves_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says in one language, with ``{placeholders}``: its subject line, its heading, the body as Markdown
    with a blank line between paragraphs, and what stands on its button.
    """

    subject: str
    heading: str
    body: str
    button: str = ""


class Framed(Protocol):
    """A letter as it is sent: its subject line and both its bodies."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """Plain text."""

    @property
    def html(self) -> str:
        """A whole document."""


# Handed down by whoever has Flask: (template, language, values, address of the button, the edition's own wording) and
# (endpoint, identity, generation, language). Both raise Unwritable.
Frame = Callable[[str, str, Mapping[str, str], str | None, Wording | None], Framed]
Link = Callable[[str, int, int, str], str]


class Unwritable(Exception):
    """A letter cannot be made into a mail, and trying again will not help."""


class UnknownPlaceholder(ValueError):
    """A letter's text names a placeholder that its letter does not have."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every ``{placeholder}`` replaced, once; braces inside values stay as they are.

    Two braces stand for one. Raises UnknownPlaceholder.
    """

    def value(hole: re.Match[str]) -> str:
        if hole[1] is None:
            return hole[0][0]
        try:
            return values[hole[1]]
        except KeyError as error:
            raise UnknownPlaceholder(hole[1]) from error

    return _HOLE.sub(value, text)
