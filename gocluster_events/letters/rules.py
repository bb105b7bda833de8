"""What a letter is, and how its placeholders are filled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HOLE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail the software can send. Its text stands in ``template``; ``samples`` names every placeholder with a sample.

    ``link`` is the endpoint its button leads to, and the purpose for which the link's token is signed.
    """

    name: str
    template: str
    samples: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None


class UnknownPlaceholder(ValueError):
    """A letter's text names a placeholder that its letter does not have."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every ``{placeholder}`` replaced, once; braces inside values stay as they are.

    Raises UnknownPlaceholder.
    """

    def value(hole: re.Match[str]) -> str:
        try:
            return values[hole[1]]
        except KeyError as error:
            raise UnknownPlaceholder(hole[1]) from error

    return _HOLE.sub(value, text)
