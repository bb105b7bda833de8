"""Everything that answers with a file, by hand, and what other programs read in those files."""

import csv
import email
import email.policy
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any, NamedTuple

import openpyxl
from lxml import etree

from tests.support.meeting import Who
from tests.support.page import EDITION, MANAGE
from tests.support.paper import text_of

FORMULAS = ("=1+1", "+1+1", "-1+1", "@A1", "=A1&B1", "=cmd|'/C calc'!A0", '"=1+1', "<b>=1&ä", "'=1+1")
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = re.compile(r"#(\d+)#")
ALL = "columns=phone,organisation,position,email,remark,badge_name"
FILES: Mapping[str, tuple[tuple[str, Who], ...]] = {
    "agenda.calendar": (("/{edition}/agenda.ics", Who.ANYBODY),),
    "agenda.changes_feed": (("/{edition}/changes.atom", Who.ANYBODY),),
    "report.feed": (("/{edition}/report.atom", Who.ANYBODY),),
    "documentation.pdf": (("/{lang}/gestern/documentation.pdf", Who.ANYBODY),),
    "documentation.data": (("/{lang}/gestern/documentation.json", Who.ANYBODY),),
    "documentation.team_pdf": ((f"{MANAGE}/documentation/copy.pdf", Who.STAFF),),
    "documentation.team_data": ((f"{MANAGE}/documentation/copy.json", Who.STAFF),),
    "agenda.door_signs": ((f"{MANAGE}/agenda/door-signs.pdf", Who.ORGANISER),),
    "importing.item_form": ((f"{MANAGE}/agenda/items.xlsx", Who.ORGANISER),),
    "importing.programme_hints": tuple(
        (f"{MANAGE}/agenda/import/{{upload}}/hints.{ending}", Who.ORGANISER) for ending in ("csv", "xlsx")
    ),
    "agenda.programme_pdf": ((f"{EDITION}/programme.pdf", Who.ANYBODY),),
    "agenda.schedule_json": (("/{edition}/schedule.json", Who.ANYBODY),),
    "agenda.schedule_xml": (("/{edition}/schedule.xml", Who.ANYBODY),),
    "door.admission_snapshot": ((f"{MANAGE}/admission/snapshot.json", Who.STAFF),),
    "item_door.item_snapshot": ((f"{MANAGE}/admission/items/{{workshop}}/snapshot.json", Who.STAFF),),
    "papers.badges_pdf": ((f"{MANAGE}/badges.pdf?size=90x55&seen=90x55", Who.STAFF),),
    "papers.certificates": ((f"{MANAGE}/certificates.pdf", Who.STAFF),),
    "attendees.download": tuple(
        (f"{MANAGE}/attendees.{ending}?purpose=x&{ALL}", Who.STAFF)
        for ending in ("xlsx", "csv", "rfc4180.csv", "json", "pdf")
    ),
    "attendees.figures_pdf": ((f"{MANAGE}/figures.pdf", Who.STAFF),),
    "attendees.figures_svg": ((f"{MANAGE}/figures/status.svg", Who.STAFF),),
    "attendees.figures_xlsx": ((f"{MANAGE}/figures.xlsx", Who.STAFF),),
    "papers.signatures": ((f"{MANAGE}/signatures.pdf", Who.STAFF),),
    "events.meeting": (("/{edition}/meeting.ics", Who.ANYBODY),),
    "oversight.audit_csv": ((f"{MANAGE}/audit.csv", Who.ORGANISER),),
    "editions.clusters_csv": ((f"{MANAGE}/clusters.csv", Who.ORGANISER),),
    "outbox.mail_file": ((f"{MANAGE}/outbox/{{mail}}.eml", Who.STAFF),),
    "site.my_calendar": (("/{lang}/my/meeting.ics", Who.PARTICIPANT),),
    "survey.download": (("/{lang}/manage/vorbei/survey.xlsx", Who.ADMIN),),
    "wishes.download": (("/{lang}/manage/nach-wunsch/bookings/allocation/demand.xlsx", Who.ADMIN),),
    "site.feed": (("/{lang}/{edition}/feeds/{feed}.ics", Who.ANYBODY),),
    "site.my_certificate": (("/{lang}/my/certificate.pdf", Who.PARTICIPANT),),
    "oversight.my_data_csv": (("/{lang}/my/data.csv", Who.PARTICIPANT),),
    "oversight.my_data_json": (("/{lang}/my/data.json", Who.PARTICIPANT),),
    "oversight.processing_pdf": ((f"{MANAGE}/processing.pdf", Who.ORGANISER),),
    "oversight.processing_xlsx": ((f"{MANAGE}/processing.xlsx", Who.ORGANISER),),
    "oversight.site_audit_csv": (("/{lang}/audit.csv", Who.ADMIN),),
    "invitations.list_problems": ((f"{MANAGE}/registration/invitations/lists/{{list}}/problems.csv", Who.ORGANISER),),
}
LISTS: Mapping[str, tuple[tuple[str, Who, str], ...]] = {  # which a button hands out
    "attendees.profile": tuple(
        (f"{MANAGE}/lists/{name}", Who.STAFF, kind)
        for name, kinds in (
            ("gate", ("xlsx", "pdf", "csv")),
            ("caterer", ("xlsx", "pdf")),
            ("press", ("xlsx", "pdf", "csv")),
            ("participants", ("xlsx", "pdf", "csv")),
        )
        for kind in kinds
    ),
    "attendees.item_list": tuple((f"{MANAGE}/lists/items/{{workshop}}", Who.STAFF, kind) for kind in ("xlsx", "pdf")),
    "attendees.needs_list": tuple((f"{MANAGE}/lists/needs", Who.ORGANISER, kind) for kind in ("xlsx", "pdf")),
}
NO_EXPORTS = frozenset(  # nothing that anybody typed is in them: numbers, colours, our own scripts and pictures
    {
        "agenda.changes_numbers", "agenda.clashes_there", "agenda.draft_revision",
        "agenda.free_places", "agenda.draft_theme", "agenda.door_signs_progress",
        "photos.image", "photos.photo_preview",
        "planning.proposal_progress", "importing.programme_progress", "wishes.progress",
        "agenda.screen_worker", "agenda.theme", "door.admission_state", "item_door.item_state",
        "door.admission_worker", "papers.badges_calibration", "events.accent", "events.draft_accent",
        "events.file", "site.favicon", "site.funding_logo", "site.healthz", "site.places", "site.readyz", "site.robots",
        "site.my_copy_data", "site.my_worker", "archive.progress",
        "invitations.list_progress_numbers", "own.session_state",
        "archive.file",  # as the pages that it holds
        "materials.file", "materials.my_file", "materials.team_file",  # as it was uploaded
        "materials.file_part", "materials.file_progress", "materials.new_file",
        "materials.own_file", "materials.own_file_progress", "cards.note", "cards.notes_worker",
    }
)  # fmt: skip


class Download(NamedTuple):
    """Where a file is, who downloads it, and as what; without a format, a link leads to it."""

    address: str
    who: Who
    format: str = ""


DOWNLOADS = tuple(
    Download(*each)
    for files in (FILES.values(), LISTS.values())
    for addresses in files
    for each in addresses
    if not each[0].endswith(".ics")
)  # calendars are read in test_calendar_files.py


@dataclass
class Marked:
    """Whoever typed: every text begins as a formula does and ends with a number of its own, by which it is found."""

    texts: dict[str, str] = field(default_factory=dict)
    formulas: Iterator[str] = field(default_factory=lambda: cycle(FORMULAS))

    def __call__(self, typed: str) -> str:
        number = str(len(self.texts) + 1)
        self.texts[number] = f"{next(self.formulas)} {typed} #{number}#"
        return self.texts[number]


@dataclass(frozen=True)
class File:
    """What another program reads in a file: its texts, and what it would run."""

    texts: list[str]
    runs: list[str] = field(default_factory=list)
    breaks_lines: bool = False

    def flaws(self, marked: Marked) -> list[str]:
        """What would run, and which texts are not what was typed."""
        complaints = [f"runs: {each[:80]}" for each in self.runs]
        for text in map(self.written, self.texts):
            numbers = MARK.findall(text)
            whole = [self.written(marked.texts[each]) for each in numbers]
            complaints += [f"altered: {each[:90]!r} in {text[:160]!r}" for each in whole if each not in text]
        return complaints

    def written(self, text: str) -> str:
        """The text; without its blanks where lines are broken anywhere."""
        return "".join(text.split()) if self.breaks_lines else text

    def says(self, text: str) -> bool:
        """Whether exactly this text is a value in it; on paper, whether it stands there."""
        return any(
            self.written(text) in each if self.breaks_lines else text == each for each in map(self.written, self.texts)
        )

    def numbers(self) -> set[str]:
        """Of how many texts it holds the end."""
        return {each for text in self.texts for each in MARK.findall(self.written(text))}


def read(content: bytes, mimetype: str) -> File:
    """The file as a spreadsheet, a browser, a reader of mail or somebody with the paper in hand reads it."""
    if mimetype == "application/pdf":
        return File([text_of(content)], breaks_lines=True)
    if mimetype == "text/csv":
        return _lines(content)
    if mimetype.endswith("spreadsheetml.sheet"):
        return _workbook(content)
    if mimetype == "application/json":
        return File(list(_deep(json.loads(content))))
    if mimetype == "message/rfc822":
        mail = email.message_from_bytes(content, policy=email.policy.default)
        bodies = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
        return File([*map(str, mail.values()), *bodies[:1]], breaks_lines=True)
    return File(list(_tree(content)))


def _workbook(content: bytes) -> File:
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    runs = [str(cell.value) for cell in cells if cell.data_type in {"f", "e"} or cell.hyperlink]
    return File([str(cell.value) for cell in cells], runs)


def _lines(content: bytes) -> File:
    """A text that would run may have an apostrophe before it; numbers run nowhere."""
    text = content.decode("utf-8-sig")
    tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=each)) for each in ";,"]
    (rows,) = (each for each in tables if len({len(row) for row in each}) == 1 and len(each[0]) > 1)
    cells = [cell for row in rows for cell in row]
    runs = [cell for cell in cells if cell.startswith(RUNS) and any(each not in "0123456789+-., ()/" for each in cell)]
    return File(cells, runs)


def _deep(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from (key, *_deep(each))
    elif isinstance(value, list):
        for each in value:
            yield from _deep(each)
    else:
        yield str(value)


def _tree(content: bytes) -> Iterator[str]:
    for each in etree.fromstring(content, etree.XMLParser(resolve_entities=False)).iter():
        yield from (str(text) for text in (each.text, each.tail, *each.attrib.values()) if text)
