"""PDFs opened again: what they say, and whether they are what a screen reader needs."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import IndirectObject


def opened(content: bytes) -> PdfReader:
    """The document."""
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """All its text in reading order, words that were broken for want of room joined again."""
    return "\n".join(page.extract_text() for page in opened(content).pages).replace("\u200b", "")


def flat(content: bytes) -> str:
    """All text of the document, in one line."""
    return " ".join(text_of(content).split())


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
