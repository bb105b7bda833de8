"""What is learned of a PDF that somebody uploads, and why one is refused."""

from dataclasses import dataclass
from enum import Enum

MOST_PAGES = 500


class PdfFault(Enum):
    """Why a file is no PDF that is handed on."""

    NO_PDF = "no_pdf"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    SCRIPTS = "scripts"  # or anything else that does something when it is opened
    ATTACHMENTS = "attachments"
    TAIL = "tail"  # bytes behind its end
    PAGES = "pages"
    TOO_COMPLEX = "too_complex"  # it takes too long, or too much memory


class UnusablePdf(Exception):
    """The file is refused; ``fault`` says why."""

    def __init__(self, fault: PdfFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """How many pages it has, and what screen readers need of it: tags, a language (empty: none), a title."""

    pages: int
    is_tagged: bool
    language: str
    title: str
