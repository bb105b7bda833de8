"""The formats in which the list can be taken away."""

from collections.abc import Mapping
from dataclasses import dataclass

from gocluster_events.attendance.attendees.exports import document, paper_list, separated, workbook
from gocluster_events.attendance.attendees.rules.table import Format, Write


@dataclass(frozen=True, slots=True)
class Kind:
    """How a file of one format is written, and what it is sent as."""

    write: Write
    media_type: str


KINDS: Mapping[Format, Kind] = {
    Format.XLSX: Kind(workbook.write, workbook.MEDIA_TYPE),
    Format.PDF: Kind(paper_list.write, paper_list.MEDIA_TYPE),
    Format.CSV_EXCEL: Kind(separated.write_for_excel, separated.MEDIA_TYPE),
    Format.CSV: Kind(separated.write_rfc_4180, separated.MEDIA_TYPE),
    Format.JSON: Kind(document.write, document.MEDIA_TYPE),
}
