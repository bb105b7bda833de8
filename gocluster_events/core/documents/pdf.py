"""Looking at a PDF in a process of its own that ends with its work. The file itself stays as it is: written anew, it
would lose its tags.
"""

import json
from collections.abc import Iterator

from gocluster_events.core.documents.pdf_facts import PdfFacts, PdfFault, UnusablePdf
from gocluster_events.core.sheets.sandbox import Bounds, Unfinished, confined

BOUNDS = Bounds(seconds=10.0, cpu_seconds=10, memory=300 * 1024 * 1024, answer=64 * 1024)


def look_at(pieces: Iterator[bytes]) -> PdfFacts:
    """What the file in these pieces is; no more than one of them is in our memory.

    Raises UnusablePdf, and Unfinished where the process was cut off, which may be no fault of the file.
    """
    try:
        reply = json.loads(confined("gocluster_events.core.documents.pdf_child", pieces, BOUNDS))
    except ValueError as half:
        raise Unfinished from half
    if "fault" in reply:
        raise UnusablePdf(PdfFault(reply["fault"]))
    return PdfFacts(**reply)
