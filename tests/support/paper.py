"""PDFs opened again: what they say, and whether they are what a screen reader needs."""

import re
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from gocluster_events.core.glyphs import FONTS


def opened(content: bytes) -> PdfReader:
    """The document."""
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """All its text in reading order, words that were broken for want of room joined again."""
    return "\n".join(page.extract_text() for page in opened(content).pages).replace("\u200b", "")


def flat(content: bytes) -> str:
    """All text of the document, in one line."""
    return " ".join(text_of(content).split())


def set_lines(content: bytes) -> list[tuple[float, float, str]]:
    """The lines of text on the first page as they are set: where each begins, how wide it is (points), its letters."""
    lines: dict[tuple[float, float], list[tuple[float, float, str]]] = {}

    def note(words: str, place: list[float], within: list[float], _font: object, size: float) -> None:
        letters = words.replace("\u200b", "").strip()
        if letters:
            lines.setdefault((place[4], place[5]), []).append((within[4], size, letters))

    opened(content).pages[0].extract_text(visitor_text=note)
    return [
        (at, pieces[-1][0] + _set_width(pieces[-1][2], pieces[-1][1]), "".join(letters for *_, letters in pieces))
        for (at, _height), pieces in lines.items()
    ]


def _set_width(letters: str, size: float) -> float:
    return sum(_widths()[ord(each)] for each in letters) * size


@cache
def _widths() -> dict[int, float]:
    """How wide each letter is, in parts of its size."""
    font = TTFont(FONTS / "cluster-sans-400.ttf")
    em, widths = font["head"].unitsPerEm, font["hmtx"]
    return {letter: widths[glyph][0] / em for letter, glyph in font.getBestCmap().items()}


def accessibility(content: bytes) -> dict[str, object]:
    """What PDF/UA-1 (ISO 14289-1) asks of the document as a whole."""
    reader = opened(content)
    root, xmp = reader.root_object, reader.xmp_metadata
    assert xmp is not None
    metadata = xmp.stream.get_data().decode()
    return {
        "marked": root["/MarkInfo"]["/Marked"] == True,  # type: ignore[index]  # noqa: E712 -- pypdf's False is true
        "language": str(root["/Lang"]),
        "title": str(reader.metadata.title if reader.metadata else ""),
        "shows its title": root["/ViewerPreferences"]["/DisplayDocTitle"] == True,  # type: ignore[index]  # noqa: E712 -- the same
        "part": "".join(re.findall(r"<pdfuaid:part>(\d)</pdfuaid:part>", metadata)),
    }


def tags(content: bytes) -> list[str]:
    """The roles of the structure tree in reading order, such as H1, Table, TH."""
    names: list[str] = []
    _collect(opened(content).root_object["/StructTreeRoot"], names)
    return names


def _collect(node: object, roles: list[str]) -> None:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for each in node:
            _collect(each, roles)
    elif isinstance(node, dict):
        if "/S" in node:
            roles.append(str(node["/S"]).removeprefix("/"))
        _collect(node.get("/K"), roles)


def drawn(content: bytes, folder: Path) -> list[Image.Image]:
    """Its pages as pictures at 50 dots an inch; none where poppler is not installed."""
    program = shutil.which("pdftoppm")
    if program is None:
        return []
    (folder / "paper.pdf").write_bytes(content)
    subprocess.run([program, "-r", "50", "-png", "paper.pdf", "page"], cwd=folder, check=True)
    pages = []
    for path in sorted(folder.glob("page-*.png")):
        with Image.open(path) as page:
            pages.append(page.copy())
    return pages


def addresses(content: bytes) -> set[str]:
    """Where its links lead to outside of it."""
    notes = (note.get_object() for page in opened(content).pages for note in page.get("/Annots", ()))
    return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}
