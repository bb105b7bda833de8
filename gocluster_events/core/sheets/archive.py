"""An .xlsx file is looked at as an archive before anything of it is opened as a workbook."""

import zipfile
from io import BytesIO
from typing import IO, NoReturn
from xml.parsers import expat

from gocluster_events.core.sheets.limits import LARGE_PART, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, FileError, Unreadable

_TYPES = "[Content_Types].xml"
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".odt", ".ods", ".jar", ".rar", ".7z", ".gz", ".exe")
_XML = (".xml", ".rels", ".vml")
_CHUNK = 4096
_PROLOG = 64 * 1024  # no document says more than this before its first element


class _Seen(Exception):
    """The first element has begun, so there can be no document type any more."""


def check(upload: bytes) -> None:
    """Raises Unreadable unless this is a workbook without macros whose parts can be unpacked without harm."""
    try:
        with zipfile.ZipFile(BytesIO(upload)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            names = [part.filename for part in parts]
            _check_kind(archive, names)
            _check_names(names)
            if b"macroEnabled" in archive.read(_TYPES):
                raise Unreadable(FileError.MACROS)
            for part in parts:
                if part.filename.lower().endswith(_XML):
                    _check_prolog(archive, part)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as damage:
        raise Unreadable(FileError.DAMAGED) from damage


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """By the directory alone; a part that is larger than it says is cut off there by `zipfile`."""
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(FileError.ENCRYPTED)
    large = (part for part in parts if part.file_size > LARGE_PART)
    is_bomb = any(part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in large)
    if is_bomb or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(FileError.TOO_LARGE)


def _check_kind(archive: zipfile.ZipFile, names: list[str]) -> None:
    """Raises Unreadable for what other programs save, each of which needs a sentence of its own."""
    lowered = [name.lower() for name in names]
    if "content.xml" in names and "mimetype" in names:
        is_table = b"opendocument.spreadsheet" in archive.read("mimetype")
        raise Unreadable(FileError.OPEN_DOCUMENT if is_table else FileError.DOCUMENT)
    if "word/document.xml" in lowered:
        raise Unreadable(FileError.DOCUMENT)
    if "index.zip" in lowered or any(name.startswith("index/") and name.endswith(".iwa") for name in lowered):
        raise Unreadable(FileError.NUMBERS)
    if "xl/workbook.bin" in lowered:
        raise Unreadable(FileError.OLD_EXCEL)


def _check_names(names: list[str]) -> None:
    lowered = [name.lower() for name in names]
    if any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in lowered):
        raise Unreadable(FileError.MACROS)
    if any(name.endswith(_ARCHIVES) for name in lowered):
        raise Unreadable(FileError.NESTED)
    if _TYPES not in names or "xl/workbook.xml" not in lowered:
        raise Unreadable(FileError.WRONG_KIND)  # a document, a text, or any other archive
    if len(set(names)) != len(names):
        raise Unreadable(FileError.DAMAGED)  # two parts of one name: which one is read is anybody's guess


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as file:
        check_prolog(file)


def check_prolog(file: IO[bytes]) -> None:
    """Raises Unreadable for a document type, where entities are declared: nothing that we read has one."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _stop
    try:
        for _ in range(_PROLOG // _CHUNK):
            chunk = file.read(_CHUNK)
            parser.Parse(chunk, not chunk)
            if not chunk:
                return
    except _Seen:
        return
    except expat.ExpatError as damage:
        raise Unreadable(FileError.DAMAGED) from damage
    raise Unreadable(FileError.DAMAGED)


def _refuse(*_declared: object) -> NoReturn:
    raise Unreadable(FileError.DAMAGED)


def _stop(*_element: object) -> NoReturn:
    raise _Seen
