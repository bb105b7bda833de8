"""Every code of a sheet is read by a program that did not write it, whatever stands beside it and however small."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from gocluster_events.attendance.papers.exports import BadgeContext, badges_pdf
from gocluster_events.attendance.papers.rules.badges import SHEETS, Badge, Print, Role, sheet_of
from gocluster_events.attendance.papers.rules.layout import POINTS, QUIET, Part, layout, modules

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
DOTS_PER_INCH = 200
NAMES = (
    "Jürgen Győrgyi-Ģēģere",
    "gjpqy Ģģ Ņņ",
    "Prof. Dr.-Ing. Lê Thị Hạnh Weißgerber-Oberstaller",
    "Jo",
    "Donaudampfschifffahrtsgesellschaftskapitän" * 2,
    "Γιώργος Παπαδόπουλος",
    "محمد علي الجابري",
    "Ǻẳ Ṍŗ",
)
ORGANISATIONS = (
    "Musternetzwerk Nord",
    "Kompetenzzentrum für Virtuelle Realität und Kooperatives Engineering w. V.",
    "Kompetenzzentrum " * 11,
)
POSITIONS = ("Jury", "", "Geschäftsführende Gesellschafterin und Vorsitzende des Beirats", "gjpqy")
WORDS = {"name": "Name", "organisation": "Institution", "no_photos": "Bitte nicht fotografieren", "code": "QR-Code"}
ROLES = {Role.SPEAKER: "Im Programm", Role.TEAM: "Organisation", Role.PARTICIPANT: "Teilnahme"}
AROUND = BadgeContext("Badges", "de", "Jahrestagung der Cluster in allen Regionen 2027", "22. April 2027", ROLES, WORDS)


def mixtures(edition: str = "tagung-2027") -> Iterator[Badge]:
    """Badges without end on which long and short, descenders and accents meet."""
    texts = zip(cycle(NAMES), cycle(ORGANISATIONS), cycle(POSITIONS), strict=False)
    for at, (name, organisation, position) in enumerate(texts):
        code = f"{edition}/ABCD-EF{at:02}-1"
        yield Badge(tuple(Role)[at % 3], name, organisation, position, code, no_photos=at % 2 == 0)


def a_sheet(size: str, edition: str = "tagung-2027") -> tuple[Image.Image, set[str]]:
    """A page with a badge at every place, as a printer of 200 dots an inch sees it, and what its codes should say."""
    sheet = sheet_of(size)
    assert sheet is not None
    badges = tuple(islice(mixtures(edition), sheet.per_page))
    with pypdfium2.PdfDocument(badges_pdf(Print(sheet, badges), AROUND, AT)) as document:
        (page,) = document
        return page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L"), {badge.code for badge in badges}


def ring(picture: Image.Image, code: Any) -> tuple[int, int]:
    """The darkest dot round a code, where its white zone is, and how many dots were looked at."""
    left, top = code.position.top_left.x, code.position.top_left.y
    right, bottom = code.position.bottom_right.x, code.position.bottom_right.y
    white = round((right - left) / modules(code.text) * (QUIET - 0.5))
    dots = [
        picture.getpixel((x, y))
        for x in range(left - white, right + white + 1)
        for y in range(top - white, bottom + white + 1)
        if not (left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2)
    ]
    return min(dots), len(dots)


@pytest.mark.parametrize("size", [*SHEETS, "60x30", "40x25"])
def test_every_code_of_a_sheet_is_read_and_nothing_is_printed_into_it_or_round_it(size: str):
    picture, codes = a_sheet(size)
    read = zxingcpp.read_barcodes(picture)
    assert {each.text for each in read} == codes
    assert len(read) == len(codes)
    assert min(ring(picture, each)[0] for each in read) > 250
    assert min(ring(picture, each)[1] for each in read) > 1000


@pytest.mark.parametrize("size", ["80x50", "60x30"])
def test_codes_of_an_edition_with_the_longest_address_are_read(size: str):
    picture, codes = a_sheet(size, "jahrestagung-der-clusterinitiativen-und-netzwerke-in-2027-de")
    assert {each.text for each in zxingcpp.read_barcodes(picture)} == codes


@pytest.mark.parametrize("size", [*SHEETS, "60x30", "40x25", "105x148"])
def test_no_text_reaches_to_where_the_code_is_nor_is_higher_than_its_place(size: str):
    sheet = sheet_of(size)
    assert sheet is not None
    for badge in islice(mixtures(), len(NAMES) * len(ORGANISATIONS) * len(POSITIONS)):
        place = layout(badge, sheet, WORDS["no_photos"])
        name, details, code = place.name, place.details, place.code
        assert name.top + name.height <= code.top or name.left + name.width <= code.left
        assert details.left + details.width <= code.left
        assert name.top + name.height <= details.top + 0.001
        assert place.texts[Part.NAME].height / POINTS <= name.height + 0.001
        assert code.left + code.width < sheet.width
        assert code.top + code.height < sheet.height
