"""A page to look at, and how to get to see it in the meeting of `tests.support.meeting`."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.meeting import Who

EDITION = "/{lang}/jahrestagung-2027"
MANAGE = "/{lang}/manage/jahrestagung-2027"


@dataclass(frozen=True)
class Page:
    """An address, who opens it, and with which status it answers; or what its form answers to ``sends``."""

    address: str
    who: Who = Who.ANYBODY
    status: int = 200
    sends: Mapping[str, str] | None = None
    to: str = ""  # where the form is sent instead of where it wants to be sent

    def __str__(self) -> str:
        sent = "" if self.sends is None else f" answers {self.status} to {', '.join(self.sends) or 'nothing'}"
        return f"{self.address} {self.who.value}{sent}"
