"""PDFs as people upload them, and as nobody should: each with its few objects written out."""

import zlib
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

_TAGS = "/MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot >>"
LANGUAGE = "/Lang (de-DE)"


def pdf(catalogue: str = f"{_TAGS} {LANGUAGE}", *objects: str, pages: int = 1, filling: int = 0) -> bytes:
    """A PDF with these entries in its catalogue, these objects (from number 10 on) and so many bytes in a stream."""
    kids = " ".join(f"{100 + each} 0 R" for each in range(pages))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    numbered = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        2: f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        4: "<< /Title (Cluster und Kommunen) >>",
        **{100 + each: page for each in range(pages)},
    }
    numbered |= {10 + at: each for at, each in enumerate(objects)}
    bodies = {number: body.encode("latin-1") for number, body in numbered.items()}
    if filling:
        bodies[9] = b"<< /Length %d >>\nstream\n" % filling + b"\x5a" * filling + b"\nendstream"
    return _written(bodies)


def _written(bodies: dict[int, bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number, body in bodies.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, most = len(out), max(offsets)
    free = b"0000000000 65535 f \n"
    rows = [b"%010d 00000 n \n" % offsets[each] if each in offsets else free for each in range(most + 1)]
    out += b"xref\n0 %d\n" % (most + 1) + b"".join(rows)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (most + 1, start)
    return bytes(out)


def in_a_stream(body: str, filling: int = 0) -> bytes:
    """A PDF of which an object stands in a compressed stream of objects, as in those of most programs; that stream
    unpacks to so many bytes more.
    """
    packed_objects = zlib.compress(b"10 0 " + body.encode("latin-1") + b" " * filling, 9)
    head = f"<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length {len(packed_objects)} >>".encode()
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Extra 10 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        5: head + b"\nstream\n" + packed_objects + b"\nendstream",
    }
    out, rows = bytearray(b"%PDF-1.7\n"), [bytes(7)] * 11
    for number, each in bodies.items():
        rows[number] = b"\x01" + len(out).to_bytes(4, "big") + bytes(2)
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    rows[10] = b"\x02" + (5).to_bytes(4, "big") + bytes(2)
    start, table = len(out), b"".join(rows)
    out += b"6 0 obj\n<< /Type /XRef /Size 11 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return bytes(out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def encrypted(upload: bytes) -> bytes:
    """The same, locked with a password for changes alone: anybody can read it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(upload)))
    writer.encrypt("", "owner")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def archive_behind(upload: bytes) -> bytes:
    """The same, but also a ZIP archive: its end stands in a comment before that of the PDF."""
    at = upload.rfind(b"trailer")
    comment = len(upload) - at
    return upload[:at] + b"PK\x05\x06" + bytes(16) + comment.to_bytes(2, "little") + upload[at:]


SCRIPTS: Sequence[str] = (
    "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    "<< /S /Launch /F (calc.exe) >>",
    "<< /S /SubmitForm /F << /FS /URL /F (https://example.org/) >> >>",
    "<< /Fields [] /XFA [] >>",
    "<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>",
    "<< /S /Java#53cript >>",
    "<< /S /GoToR /F (\\\\\\\\example.org\\\\a.pdf) /D [0 /Fit] >>",
    "<< /S /GoToE /F (a.pdf) /D [0 /Fit] >>",
    "<< /Type /Annot /Subtype /Movie /Movie << /F (a.avi) >> >>",
    "<< /S /Sound /Sound 11 0 R >>",
    "<< /Type /3D /Subtype /U3D /OnInstantiate 11 0 R >>",
)
