"""What keeps a PDF from being PDF/UA-1 (ISO 14289-1), looked for by another program than the one that made it.

It reads the file with pypdf and follows the Matterhorn Protocol as far as a machine can decide: tags, language, title,
identifier, headings, tables, figures, links, fonts, and that nothing is drawn that is neither tagged nor an artifact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from tests.support.paper import opened

PAINTING = frozenset({b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"Do", b"sh"})
STANDARD = frozenset(
    re.findall(
        r"\w+",
        """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI
        Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula
        Form""",
    )
)


@dataclass(frozen=True)
class Element:
    """An element of the structure tree: its role, its entries, and the elements in it."""

    role: str
    entries: Any
    children: tuple["Element", ...]

    def all(self) -> Iterator["Element"]:
        """It and everything in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()


def flaws(content: bytes) -> list[str]:
    """Every reason why the document is not PDF/UA-1; none when it is, as far as a machine can tell."""
    reader = opened(content)
    tree = _tree(reader)
    elements = [each for top in tree for each in top.all()]
    faults = [*_of_document(reader), *_of_roles(reader, elements), *_of_headings(elements), *_of_figures(elements)]
    faults += [flaw for each in elements if each.role == "Table" for flaw in _of_table(each)]
    for number, page in enumerate(reader.pages, start=1):
        faults += [f"page {number}: {flaw}" for flaw in (*_of_page(page, reader), *_of_fonts(page), *_of_links(page))]
    return faults


def _of_document(reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    xmp = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    verdicts = {
        "it is encrypted": reader.is_encrypted,
        "it is not marked as tagged": not _says(root.get("/MarkInfo", {}), "/Marked"),
        "its tags are suspect": _says(root.get("/MarkInfo", {}), "/Suspects"),
        "it has no language": not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2})?", str(root.get("/Lang", ""))),
        "it has no title": not (reader.metadata and reader.metadata.title),
        "it does not show its title": not _says(root.get("/ViewerPreferences", {}), "/DisplayDocTitle"),
        "it does not say that it is PDF/UA": not re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=.1.", xmp),
        "its metadata has no title": "dc:title" not in xmp,
        "nothing leads from its content to its tags": "/ParentTree" not in root.get("/StructTreeRoot", {}),
    }
    yield from (flaw for flaw, is_so in verdicts.items() if is_so)


def _says(entries: Any, name: str) -> bool:
    """Whether the entry is there and true; pypdf's booleans are all true to Python."""
    return str(entries.get(name)).lower() == "true"


def _tree(reader: PdfReader) -> tuple[Element, ...]:
    root = reader.root_object.get("/StructTreeRoot")
    return tuple(_elements(root.get_object().get("/K"))) if root else ()


def _elements(node: Any) -> Iterator[Element]:
    node = node.get_object() if hasattr(node, "get_object") else node
    for each in node if isinstance(node, list) else [node]:
        entry = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(entry, dict) and "/S" in entry:
            yield Element(str(entry["/S"]).removeprefix("/"), entry, tuple(_elements(entry.get("/K"))))


def _of_roles(reader: PdfReader, elements: list[Element]) -> Iterator[str]:
    if not elements:
        yield "it has no tags"
    known = {str(each).removeprefix("/") for each in reader.root_object["/StructTreeRoot"].get("/RoleMap", {})}  # type: ignore[index]
    yield from sorted({f"{each.role} is no role" for each in elements if each.role not in STANDARD | known})


def _of_headings(elements: list[Element]) -> Iterator[str]:
    levels = [int(each.role[1]) for each in elements if re.fullmatch(r"H[1-6]", each.role)]
    before = 0
    for level in levels:
        if level > before + 1:
            yield f"a heading H{level} follows H{before}"
        before = level


def _of_figures(elements: list[Element]) -> Iterator[str]:
    for each in elements:
        if each.role in {"Figure", "Formula"} and not (each.entries.get("/Alt") or each.entries.get("/ActualText")):
            yield f"a {each.role} has no words"


def _of_table(table: Element) -> Iterator[str]:
    rows = [each for each in table.all() if each.role == "TR"]
    heads = [each for each in table.all() if each.role == "TH"]
    if not heads:
        yield "a table has no head"
    if any(_attribute(head, "/Scope") not in {"/Column", "/Row", "/Both"} for head in heads):
        yield "a head does not say what it is the head of"
    if any(cell.role not in {"TH", "TD"} for row in rows for cell in row.children):
        yield "a row holds something else than cells"
    widths = {sum(int(_attribute(cell, "/ColSpan") or 1) for cell in row.children) for row in rows}
    spans_rows = any(_attribute(cell, "/RowSpan") for row in rows for cell in row.children)
    if len(widths) > 1 and not spans_rows:
        yield f"the rows of a table have {sorted(widths)} columns"


def _attribute(element: Element, name: str) -> Any:
    given = element.entries.get("/A", [])
    given = given.get_object() if hasattr(given, "get_object") else given
    for each in given if isinstance(given, list) else [given]:
        owner = each.get_object()
        if isinstance(owner, dict) and name in owner:
            return owner[name]
    return None


def _of_page(page: Any, reader: PdfReader) -> Iterator[str]:
    """What is painted stands between the marks of a tag or of an artifact."""
    if "/StructParents" not in page:
        yield "it has no tags"
    if "/Annots" in page and page.get("/Tabs") != "/S":
        yield "its links are not in the order of its tags"
    depth, bare = 0, 0
    content = page.get_contents()
    for _operands, operator in ContentStream(content, reader).operations if content else ():
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        bare += operator in PAINTING and depth == 0
    if bare:
        yield f"{bare} marks are neither tagged nor an artifact"


def _of_fonts(page: Any) -> Iterator[str]:
    fonts = page.get("/Resources", {}).get("/Font", {})
    for font in (each.get_object() for each in fonts.values()):
        described = font
        if "/DescendantFonts" in font:
            described = font["/DescendantFonts"][0].get_object()
        description: Any = described.get("/FontDescriptor", DictionaryObject())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(description.get_object()):
            yield f"{font['/BaseFont']} is not embedded"
        if "/ToUnicode" not in font:
            yield f"{font['/BaseFont']} does not say its characters"


def _of_links(page: Any) -> Iterator[str]:
    for each in page.get("/Annots", []):
        link = each.get_object()
        if "/StructParent" not in link:
            yield "a link is not tagged"
        if link.get("/Subtype") == "/Link" and not link.get("/Contents"):
            yield "a link has no words"
