"""What is learned of a PDF that somebody uploads, and why one is refused."""

from dataclasses import replace
from io import BytesIO

import pytest

from gocluster_events.core.documents import pdf as documents, pdf_child
from gocluster_events.core.documents.pdf import BOUNDS, look_at
from gocluster_events.core.documents.pdf_facts import PdfFacts, PdfFault, UnusablePdf
from gocluster_events.core.sheets.sandbox import Unfinished
from tests.support.materials import MIB
from tests.support.pdfs import LANGUAGE, SCRIPTS, archive_behind, encrypted, in_a_stream, pdf

TITLE = "Cluster und Kommunen"
ATTACHED = "/Names << /EmbeddedFiles << /Names [] >> >>"


def of(content: bytes) -> object:
    """What the process that looks at it would answer: its facts, or the fault."""
    reply = pdf_child._reply(BytesIO(content))
    return PdfFault(reply["fault"]) if "fault" in reply else PdfFacts(**reply)


def test_pages_tags_language_and_title_are_learned():
    assert of(pdf(pages=3)) == PdfFacts(3, is_tagged=True, language="de-DE", title=TITLE)
    assert of(pdf(LANGUAGE)) == PdfFacts(1, is_tagged=False, language="de-DE", title=TITLE)
    assert of(pdf("")) == PdfFacts(1, is_tagged=False, language="", title=TITLE)


def test_a_structure_that_is_not_marked_is_no_tagging():
    assert not of(pdf("/StructTreeRoot << >> /MarkInfo << /Marked false >>")).is_tagged


@pytest.mark.parametrize("script", SCRIPTS)
def test_whatever_acts_is_refused_wherever_it_stands(script):
    assert of(pdf("", script)) is PdfFault.SCRIPTS
    assert of(pdf(f"/OpenAction {script}")) is PdfFault.SCRIPTS
    assert of(in_a_stream(script)) is PdfFault.SCRIPTS


def test_a_link_to_a_page_is_no_script():
    assert of(pdf("", "<< /S /URI /URI (https://example.org/) >>")).pages == 1


LINK = "<< /S /URI /URI (https://example.org/) >>"


@pytest.mark.parametrize(
    "entry",
    [
        f"/OpenAction {LINK}",
        "/OpenAction 10 0 R",
        f"/AA << /WC {LINK} >>",
        f"/OpenAction << /S /GoTo /D [100 0 R /Fit] /Next {LINK} >>",
        "/OpenAction << /S /Named /N /NextPage /Next [11 0 R 10 0 R] >>",
        "/OpenAction << /S /Thread /D 0 /F (a.pdf) >>",
    ],
)
def test_nothing_leads_out_of_the_document_by_itself(entry):
    assert of(pdf(entry, LINK, "<< /S /GoTo /D [100 0 R /Fit] >>")) is PdfFault.SCRIPTS


@pytest.mark.parametrize(
    "entry",
    ["[100 0 R /Fit]", "<< /S /GoTo /D [100 0 R /Fit] >>", "<< /S /Named /N /FirstPage >>", "10 0 R", "null"],
)
def test_a_document_may_open_at_one_of_its_pages(entry):
    assert of(pdf(f"/OpenAction {entry} /AA << >>", "<< /S /GoTo /D [100 0 R /Fit] >>")).pages == 1


def test_what_follows_itself_without_end_is_refused():
    assert of(pdf("/OpenAction 10 0 R", "<< /S /GoTo /Next 10 0 R >>")) is PdfFault.TOO_COMPLEX


def test_attachments_are_refused():
    assert of(pdf(ATTACHED)) is PdfFault.ATTACHMENTS
    assert of(pdf("", "<< /Type /Filespec /F (a.exe) /EF << >> >>")) is PdfFault.ATTACHMENTS
    assert of(pdf("", "<< /Type /Annot /Subtype /FileAttachment >>")) is PdfFault.ATTACHMENTS


def test_what_is_locked_is_refused_though_anybody_could_read_it():
    assert of(encrypted(pdf())) is PdfFault.ENCRYPTED


def test_nothing_stands_behind_the_end_but_blank_lines():
    assert of(pdf() + b"\r\n\n \x00").pages == 1
    assert of(pdf() + b"<script>alert(1)</script>") is PdfFault.TAIL
    assert of(pdf() + b"x" * 70_000) is PdfFault.TAIL


def test_a_pdf_that_is_an_archive_as_well_is_refused():
    assert of(archive_behind(pdf())) is PdfFault.TAIL


def test_the_letters_of_an_archive_alone_refuse_nothing():
    assert of(pdf("", "(PK\x05\x06 and on)")).pages == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>%PDF-1.7", b"\n" + pdf()])
def test_what_does_not_begin_as_a_pdf_is_none(content):
    assert of(content) is PdfFault.NO_PDF


def test_half_a_pdf_is_damaged():
    assert of(pdf()[:200]) is PdfFault.DAMAGED
    assert of(b"%PDF-1.7\n%%EOF\n") is PdfFault.DAMAGED


def test_five_hundred_pages_are_the_most():
    assert of(pdf("", pages=500)).pages == 500
    assert of(pdf("", pages=501)) is PdfFault.PAGES


def test_objects_in_each_other_without_end_are_refused():
    assert of(pdf("", "[" * 200 + "]" * 200)) in {PdfFault.TOO_COMPLEX, PdfFault.DAMAGED}


def test_the_process_answers_as_the_function_does():
    assert look_at(iter((pdf()[:100], pdf()[100:]))) == of(pdf())
    with pytest.raises(UnusablePdf) as refused:
        look_at(iter((pdf(ATTACHED),)))
    assert refused.value.fault is PdfFault.ATTACHMENTS


def test_a_process_that_is_not_done_in_time_is_ended(monkeypatch):
    monkeypatch.setattr(documents, "BOUNDS", replace(BOUNDS, seconds=0.01))  # no Python starts as quickly
    with pytest.raises(Unfinished):
        look_at(iter((pdf(),)))


def test_the_largest_file_fits_into_the_memory_of_the_process():
    content = pdf(filling=25 * MIB - 2000)
    assert look_at(content[at : at + MIB] for at in range(0, len(content), MIB)) == of(pdf())


def test_a_process_that_needs_more_memory_than_it_may_have_is_no_harm(monkeypatch):
    monkeypatch.setattr(pdf_child, "facts", lambda _file: bytearray(1 << 62))
    assert pdf_child._reply(BytesIO()) == {"fault": "too_complex"}
