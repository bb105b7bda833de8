"""The process that looks at a PDF: ``python -m gocluster_events.core.documents.pdf_child < file > facts.json``.

It takes limits upon itself before it looks at the first byte, opens no file and no connection, and runs nothing of what
it reads. pypdf reads what is wrong rather generously, so beginning and end are looked at here.
"""

import json
import sys
from collections.abc import Iterator
from typing import IO, Any

from gocluster_events.core.documents.pdf import BOUNDS
from gocluster_events.core.documents.pdf_facts import MOST_PAGES, PdfFacts, PdfFault, UnusablePdf
from gocluster_events.core.sheets.sandbox import limit

_ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMedia", "/RichMediaExecute", "/GoToR",
    "/GoToE", "/Movie", "/Sound", "/3D", "/GoTo3DView",
})  # fmt: skip
_HARMLESS = frozenset({"/GoTo", "/Named"})  # what may happen by itself: turning to a page
_ACTING = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
_CARRYING, _CARRIED = frozenset({"/EmbeddedFiles", "/EF"}), frozenset({"/EmbeddedFile", "/FileAttachment"})
_BLANK = b"\r\n\t\x0c\x00 "
_END, _ARCHIVE = b"%%EOF", b"PK\x05\x06"  # the end of a PDF; that of a ZIP archive, behind which a comment may stand
_FARTHEST = 65_535 + 22  # bytes before the end in which the end of an archive can be
_DEEPEST = 60


def facts(file: IO[bytes]) -> PdfFacts:
    """What the file is. Raises UnusablePdf."""
    _check_ends(file)
    from pypdf import PdfReader  # noqa: PLC0415 -- what is refused above never waits for it

    reader = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise UnusablePdf(PdfFault.ENCRYPTED)
    root = reader.root_object
    for each in _objects(reader):
        _check(each)
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise UnusablePdf(PdfFault.PAGES)
    if not pages:
        raise UnusablePdf(PdfFault.DAMAGED)
    information: Any = reader.metadata
    title = information.get("/Title") if information else None
    return PdfFacts(pages, _is_tagged(root), _text(root.get("/Lang"), 40), _text(title, 200))


def _check_ends(file: IO[bytes]) -> None:
    """Raises UnusablePdf for what does not begin and end as a PDF, or is an archive as well."""
    if not file.read(5).startswith(b"%PDF-"):
        raise UnusablePdf(PdfFault.NO_PDF)
    size = file.seek(0, 2)
    file.seek(max(0, size - _FARTHEST))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0:
        raise UnusablePdf(PdfFault.TAIL if size > _FARTHEST else PdfFault.DAMAGED)
    if tail[at + len(_END) :].strip(_BLANK) or _ends_an_archive(tail):
        raise UnusablePdf(PdfFault.TAIL)
    file.seek(0)


def _ends_an_archive(tail: bytes) -> bool:
    at = tail.find(_ARCHIVE)
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + 22 + comment == len(tail):
            return True
        at = tail.find(_ARCHIVE, at + 1)
    return False


def _objects(reader: Any) -> Iterator[Any]:
    """Every object that counts, also those of object streams, whether a page leads there or not."""
    from pypdf.generic import IndirectObject  # noqa: PLC0415 -- as above

    yield reader.trailer
    ids = {(number, generation) for generation, table in reader.xref.items() for number in table}
    for number, generation in sorted(ids | {(number, 0) for number in reader.xref_objStm}):
        if generation < 65_535:  # that of objects which are free
            yield reader.get_object(IndirectObject(number, generation, reader))


def _check(thing: Any, depth: int = 0) -> None:
    """Raises UnusablePdf where the object, or one that stands in it, acts or carries a file."""
    if depth > _DEEPEST:
        raise UnusablePdf(PdfFault.TOO_COMPLEX)
    if isinstance(thing, dict):
        _check_names(set(thing), {str(dict.get(thing, name)) for name in ("/Type", "/Subtype", "/S")})
        _check_unasked(_inner(thing, "/OpenAction"))
        events = _inner(thing, "/AA")
        for event in events if isinstance(events, dict) else ():
            _check_unasked(_inner(events, event))
    inside = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    for inner in inside:
        _check(inner, depth + 1)


def _check_unasked(action: Any, depth: int = 0) -> None:
    """Raises UnusablePdf where the action, or one that follows it, does more than turn to another page."""
    if depth > _DEEPEST:
        raise UnusablePdf(PdfFault.TOO_COMPLEX)
    if not isinstance(action, dict):  # a destination, which is a list, turns to a page
        return
    if str(_inner(action, "/S")) not in _HARMLESS:
        raise UnusablePdf(PdfFault.SCRIPTS)
    following = _inner(action, "/Next")
    for each in following if isinstance(following, list) else (following,):
        _check_unasked(each.get_object() if each is not None else None, depth + 1)


def _inner(thing: Any, name: str) -> Any:
    value = dict.get(thing, name)
    return value.get_object() if value is not None else None


def _check_names(names: set[str], kinds: set[str]) -> None:
    if names & _ACTING or kinds & _ACTIONS:
        raise UnusablePdf(PdfFault.SCRIPTS)
    if names & _CARRYING or kinds & _CARRIED:
        raise UnusablePdf(PdfFault.ATTACHMENTS)


def _is_tagged(root: Any) -> bool:
    mark = root.get("/MarkInfo")
    marked = mark.get_object().get("/Marked") if mark is not None else None
    return "/StructTreeRoot" in root and getattr(marked, "value", False) is True


def _text(value: Any, longest: int) -> str:
    plain = value.get_object() if value is not None else ""
    return "".join(each for each in str(plain) if each.isprintable())[:longest] if isinstance(plain, str) else ""


def _reply(file: IO[bytes]) -> dict[str, object]:
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- after the limits

    try:
        each = facts(file)
    except UnusablePdf as refusal:
        return {"fault": refusal.fault.value}
    except (MemoryError, RecursionError):
        return {"fault": PdfFault.TOO_COMPLEX.value}
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError):
        return {"fault": PdfFault.DAMAGED.value}
    return {"pages": each.pages, "is_tagged": each.is_tagged, "language": each.language, "title": each.title}


if __name__ == "__main__":
    limit(BOUNDS)
    sys.stdout.write(json.dumps(_reply(sys.stdin.buffer)))
