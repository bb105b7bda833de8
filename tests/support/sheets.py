"""Tables that people upload, and files that would hurt."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

from openpyxl import Workbook

from gocluster_events.core.sheets.limits import FileError, Row, Sheet

Cells = Sequence[Sequence[object]]
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"/></Types>'
)
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
_ENTITIES = """<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>"""


def a_sheet(*rows: Sequence[str], name: str = "") -> list[Sheet]:
    """What is read of a file with one sheet of these rows, from the first on."""
    return [Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 1)))]


def workbook(rows: Cells) -> bytes:
    """An .xlsx file with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def semicolons(rows: Cells, encoding: str = "cp1252") -> bytes:
    """A .csv file as German Excel saves it."""
    return "".join(";".join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def with_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """A workbook of one row, in which these parts are replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["Name"]]))) as source, zipfile.ZipFile(made, "w", 8) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def with_sheet(rows: str) -> bytes:
    """A workbook whose only sheet holds this XML."""
    return with_parts({"xl/worksheets/sheet1.xml": _SHEET.format(rows)})


def zip_bomb(unpacked: int = 274 * 1024 * 1024) -> bytes:
    """A workbook whose strings take that many bytes when they are unpacked."""
    packer = zlib.compressobj(9, wbits=-15)
    megabyte = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)  # as each of them is packed
    packed = megabyte * (unpacked // 1024 // 1024) + packer.flush()
    name, crc = b"xl/sharedStrings.xml", 0
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), unpacked, len(name), 0)
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), unpacked, len(name), 0, 0, 0, 0, 0, 0
    )
    size = len(central) + len(name)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, size, len(local) + len(name) + len(packed), 0)
    return local + name + packed + central + name + end


def old_excel(*, is_encrypted: bool = False) -> bytes:
    """The beginning of an OLE file, as old and as encrypted workbooks are."""
    names = "EncryptedPackage" if is_encrypted else "Workbook"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.encode("utf-16-le") + bytes(512)


def packed(*names: str, mimetype: str = "") -> bytes:
    """An archive with these empty files, as other programs save their tables and texts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        if mimetype:
            target.writestr("mimetype", mimetype)
        for name in names:
            target.writestr(name, "")
    return made.getvalue()


def open_document(kind: str = "spreadsheet") -> bytes:
    """A file of LibreOffice."""
    return packed("content.xml", "META-INF/manifest.xml", mimetype=f"application/vnd.oasis.opendocument.{kind}")


def _of_others() -> dict[str, tuple[bytes, FileError, int]]:
    """Files of other programs, each of which has a sentence of its own."""
    binary, words = packed("[Content_Types].xml", "xl/workbook.bin"), packed("[Content_Types].xml", "word/document.xml")
    return {
        "a LibreOffice table": (open_document(), FileError.OPEN_DOCUMENT, 0),
        "a LibreOffice text": (open_document("text"), FileError.DOCUMENT, 0),
        "a Word text": (words, FileError.DOCUMENT, 0),
        "an old Word text": (old_excel()[:512] + "WordDocument".encode("utf-16-le"), FileError.DOCUMENT, 0),
        "a Numbers table": (packed("Index/Document.iwa"), FileError.NUMBERS, 0),
        "an old Numbers table": (packed("Index.zip"), FileError.NUMBERS, 0),
        "a binary workbook": (binary, FileError.OLD_EXCEL, 0),
    }


@cache  # several files of tests ask for it while tests are collected
def hostile() -> Mapping[str, tuple[bytes, FileError, int]]:
    """Files that are refused, by what they are; each with the reason and the row."""
    long_line = b"a@example.org;" + b"x" * (5 * 1024 * 1024 - 20)
    outside = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    macros = '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled"/>'
    macro_types, utf_16 = _TYPES.replace("<Default", f"{macros}<Default"), f"{_ENTITIES}<w/>".encode("utf-16")
    return {
        "a zip bomb": (zip_bomb(), FileError.TOO_LARGE, 0),
        "a large part": (with_parts({"xl/media/image.bin": bytes(3_000_000)}), FileError.TOO_LARGE, 0),
        "too many parts": (with_parts({f"xl/p{n}.txt": "" for n in range(2_100)}), FileError.TOO_LARGE, 0),
        "macros": (with_parts({"xl/vbaProject.bin": b"macro"}), FileError.MACROS, 0),
        "macros by type": (with_parts({"[Content_Types].xml": macro_types}), FileError.MACROS, 0),
        "a formula": (workbook([["Name", "Summe"], ["Ada", "=1+1"]]), FileError.FORMULA, 2),
        "a million columns": (with_sheet(f'<row r="1">{"<c/>" * 1_000_000}</row>'), FileError.TOO_LARGE, 0),
        "many columns": (with_sheet(f'<row r="1">{"<c><v>1</v></c>" * 61}</row>'), FileError.TOO_WIDE, 1),
        "a far column": (with_sheet('<row r="4"><c r="BDWGN4"><v>1</v></c></row>'), FileError.TOO_WIDE, 4),
        "a column beyond": (with_sheet('<row r="4"><c r="CZ4"><v>1</v></c></row>'), FileError.TOO_WIDE, 4),
        "a row beyond": (with_sheet('<row r="99999999999"><c><v>1</v></c></row>'), FileError.TOO_LONG, 0),
        "a million columns of text": (b";" * 1_000_000, FileError.EMPTY, 0),
        "a million filled columns of text": (b"a;" * 1_000_000, FileError.TOO_WIDE, 1),
        "a program": (b"MZ\x90\x00" + bytes(60), FileError.WRONG_KIND, 0),
        "a pdf": (b"%PDF-1.7\n1 0 obj", FileError.PDF, 0),
        **_of_others(),
        "a page": (b"<!DOCTYPE html><table><tr><td>Ada</table>", FileError.WRONG_KIND, 0),
        "a document": (workbook([["Name"]]).replace(b"xl/workbook.xml", b"xx/workbook.xml"), FileError.WRONG_KIND, 0),
        "an old workbook": (old_excel(), FileError.OLD_EXCEL, 0),
        "an encrypted workbook": (old_excel(is_encrypted=True), FileError.ENCRYPTED, 0),
        "a nested archive": (with_parts({"xl/embeddings/inner.zip": b"PK"}), FileError.NESTED, 0),
        "entities": (with_parts({"xl/sharedStrings.xml": f"{_ENTITIES}<sst>&d;</sst>"}), FileError.DAMAGED, 0),
        "entities in UTF-16": (with_parts({"xl/workbook.xml": utf_16}), FileError.DAMAGED, 0),
        "an entity from a file": (with_parts({"xl/styles.xml": outside}), FileError.DAMAGED, 0),
        "half a workbook": (workbook([["Name"]] * 50)[:2000], FileError.DAMAGED, 0),
        "NUL bytes": (b"Ada;a\x00b\n", FileError.WRONG_KIND, 0),
        "one long line": (long_line, FileError.LONG_CELL, 1),
        "an open quotation mark": (b'Name;Mail\nAda;"open\n' + b"x;y\n" * 5000, FileError.LONG_CELL, 2),
        "too heavy": (b"x" * (5 * 1024 * 1024 + 1), FileError.TOO_HEAVY, 0),
        "too many rows": (b"a@example.org\n" * 20_001, FileError.TOO_LONG, 0),
        "nothing": (b"", FileError.EMPTY, 0),
        "only blanks": (b" ; \n;;\n", FileError.EMPTY, 0),
    }
