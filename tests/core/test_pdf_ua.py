"""The independent check of PDFs finds what is wrong, each flaw by itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject

from gocluster_events.core.paper import pdf
from tests.support.pdf_ua import flaws

TEMPLATE = """= #data.title
#table(columns: 2, table.header([A], [B]), [1], [2])
#link("https://example.org")[Weiter]
"""
SOUND = pdf(TEMPLATE, {"title": "Liste", "lang": "de"}, datetime(2027, 3, 1, tzinfo=UTC))


def spoiled(spoil: Callable[[PdfWriter], object]) -> list[str]:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(SOUND)))
    spoil(writer)
    content = BytesIO()
    writer.write(content)
    return flaws(content.getvalue())


def elements(writer: PdfWriter, role: str) -> list[Any]:
    objects = [each.get_object() for each in writer._objects]
    return [each for each in objects if isinstance(each, dict) and each.get("/S") == role]


def without(entries: Any, name: str) -> None:
    del entries[NameObject(name)]


def font(writer: PdfWriter) -> Any:
    return next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()  # type: ignore[index]


def unmark(writer: PdfWriter) -> None:
    writer.root_object["/MarkInfo"][NameObject("/Marked")] = BooleanObject(value=False)  # type: ignore[index]


def relevel(writer: PdfWriter) -> None:
    elements(writer, "/H1")[0][NameObject("/S")] = NameObject("/H3")


def rename(writer: PdfWriter) -> None:
    elements(writer, "/P")[0][NameObject("/S")] = NameObject("/Prose")


def test_a_sound_document_has_no_flaw():
    assert flaws(SOUND) == []
    assert spoiled(lambda _writer: None) == []  # copying it spoils nothing


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda writer: without(writer.root_object, "/Lang"), "it has no language"),
        (unmark, "it is not marked as tagged"),
        (lambda writer: without(writer.root_object, "/ViewerPreferences"), "it does not show its title"),
        (lambda writer: without(writer.root_object, "/Metadata"), "it does not say that it is PDF/UA"),
        (lambda writer: without(elements(writer, "/TH")[0], "/A"), "a head does not say what it is the head of"),
        (lambda writer: elements(writer, "/TR")[1]["/K"].pop(), "the rows of a table have [1, 2] columns"),
        (relevel, "a heading H3 follows H0"),
        (rename, "Prose is no role"),
        (lambda writer: without(font(writer), "/ToUnicode"), "does not say its characters"),
        (lambda writer: without(writer.pages[0], "/StructParents"), "page 1: it has no tags"),
        (
            lambda writer: without(writer.pages[0]["/Annots"][0].get_object(), "/Contents"),
            "page 1: a link has no words",
        ),
    ],
)
def test_each_flaw_is_found(spoil, complaint):
    complaints = spoiled(spoil)
    assert [flaw for flaw in complaints if complaint in flaw] != [], complaints
