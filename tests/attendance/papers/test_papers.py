"""Badges, lists to be signed and certificates: read again by other programs than those that made them."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.rules import Verdict
from gocluster_events.core.access import Role as Member
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.arrivals import arrive
from tests.support.make import add, make_event, make_member, make_registration, make_room, move_event
from tests.support.paper import accessibility, flat, opened, tags
from tests.support.pdf_ua import flaws
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

TAGUNG = "/de/manage/tagung"
HOSTILE = '#pagebreak() "; <script>alert(1)</script> =1+1 ü'


def codes(content: bytes, page: int = 0) -> list[str]:
    """What the QR codes of a page say, read from its picture."""
    with pypdfium2.PdfDocument(content) as document:
        picture = document[page].render(scale=3).to_pil()
    return sorted(each.text for each in zxingcpp.read_barcodes(picture))


def came(registration):
    """The person was let in."""
    facts = {"event_id": registration.event_id, "registration_id": registration.id}
    add(Admission(day=NOW.date(), key=str(uuid4()), at=NOW, received_at=NOW, actor="staff@example.org", **facts))


# Badges


def test_a_badge_says_who_somebody_is_and_its_code_is_read(event, staff):
    make_registration(
        event, title="Dr.", first_name="Emeka", last_name="Brandl", reference="ABCD-EFGH-1", position="Leitung",
    )  # fmt: skip
    answer = staff.get(f"{TAGUNG}/badges.pdf?size=80x50")
    text = flat(answer.data)
    for words in ("Dr. Emeka Brandl", "Musternetzwerk Nord", "Leitung", "Bitte nicht fotografieren", "Teilnahme"):
        assert words in text
    assert codes(answer.data) == ["tagung/ABCD-EFGH-1"]


def test_badges_are_accessible_and_every_name_is_a_heading(event, staff):
    for number in range(12):
        make_registration(event, last_name=f"Nummer {number}")
    content = staff.get(f"{TAGUNG}/badges.pdf").data
    assert flaws(content) == []
    metadata = accessibility(content)
    assert (metadata["part"], metadata["language"], len(opened(content).pages)) == ("1", "de-DE", 2)
    elements = tags(content)
    assert (elements.count("H1"), elements.count("Figure")) == (12, 12)
    assert len(codes(content)) == 10


def test_the_name_on_the_badge_is_the_one_that_was_wished_for(event, staff):
    make_registration(event, first_name="Alexandra", last_name="Musterfrau", badge_name="Alex M.")
    text = flat(staff.get(f"{TAGUNG}/badges.pdf").data)
    assert ("Alex M." in text, "Musterfrau" in text) == (True, False)


@pytest.mark.parametrize(
    "name",
    ["Jo", "Prof. Dr.-Ing. Lê Thị Hạnh Weißgerber-Oberstaller", "Donaudampfschifffahrtsgesellschaftskapitän" * 2],
)
def test_a_long_name_stays_on_its_badge(event, staff, name):
    make_registration(event, badge_name=name, organisation="Kompetenzzentrum " * 11)
    content = staff.get(f"{TAGUNG}/badges.pdf?seen=80x50").data
    assert len(opened(content).pages) == 1
    assert name.replace(" ", "") in flat(content).replace(" ", "")


def test_what_people_typed_is_never_markup(event, staff):
    make_registration(event, badge_name=HOSTILE[:100], organisation=HOSTILE, position=HOSTILE[:120])
    assert flat(staff.get(f"{TAGUNG}/badges.pdf?seen=80x50").data).count("#pagebreak()") == 3


def test_only_those_who_are_expected_on_site_get_a_badge(event, staff):
    make_registration(event, last_name="Kommt")
    make_registration(event, last_name="Wartet", status=Status.WAITLISTED)
    make_registration(event, last_name="Daheim", mode=Mode.ONLINE)
    make_registration(make_event(slug="andere"), last_name="Fremd")
    text = flat(staff.get(f"{TAGUNG}/badges.pdf").data)
    assert [name for name in ("Kommt", "Wartet", "Daheim", "Fremd") if name in text] == ["Kommt"]


def test_a_selection_and_a_filter_print_only_theirs(event, staff):
    one, two = make_registration(event, last_name="Eins"), make_registration(event, last_name="Zwei")
    foreign = make_registration(make_event(slug="andere"), last_name="Fremd")
    chosen = flat(staff.get(f"{TAGUNG}/badges.pdf?ids={two.id},{foreign.id}").data)
    text = flat(staff.get(f"{TAGUNG}/badges.pdf?search=eins").data)
    assert [name for name in ("Eins", "Zwei", "Fremd") if name in chosen] == ["Zwei"]
    assert [name for name in ("Eins", "Zwei") if name in text] == ["Eins"]
    assert f'value="{one.id}"' in staff.get(f"{TAGUNG}/badges?ids={one.id}").text


def test_a_stand_in_reaches_the_badges(event, staff):
    make_registration(event, first_name="Mai Lan", last_name="Petersen")
    make_member(event, Member.ORGANISER, email="team@example.org")
    make_registration(event, email="team@example.org", last_name="Team")
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    text = flat(staff.get(f"{TAGUNG}/badges.pdf").data)
    assert (text.count("Im Programm"), text.count("Organisation"), text.count("Petersen")) == (1, 1, 1)


def test_people_of_the_programme_get_a_badge_without_being_registered(event, staff):
    make_registration(event, last_name="Angemeldet")
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    assert "Petersen" in flat(staff.get(f"{TAGUNG}/badges.pdf").data)
    assert "Petersen" not in flat(staff.get(f"{TAGUNG}/badges.pdf?registered_only=y").data)
    assert "1 Person aus dem Programm ist nicht angemeldet." in staff.get(f"{TAGUNG}/badges").text


def test_the_badge_of_somebody_unregistered_has_a_code_that_the_door_reads(event, staff):
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    [code] = codes(staff.get(f"{TAGUNG}/badges.pdf").data)
    assert arrive(event, code).verdict is Verdict.WELCOME
    assert codes(staff.get(f"{TAGUNG}/badges.pdf").data) == [code]  # once they are registered it is still theirs


def test_blank_badges_are_printed_without_anybody(event, staff):
    content = staff.get(f"{TAGUNG}/badges.pdf?blank=3").data
    assert (flat(content).count("Institution"), codes(content)) == (3, [])
    assert "leere Sie möchten" in staff.get(f"{TAGUNG}/badges.pdf").text


def test_what_is_wrong_with_a_sheet_is_said_and_what_was_typed_stays(event, staff):
    make_registration(event)
    page = staff.get(f"{TAGUNG}/badges.pdf?size=free&width=20&height=zwei&right=99").text
    assert ("Geben Sie Breite und Höhe in Millimetern an" in page, 'value="zwei"' in page) == (True, True)
    assert "Geben Sie Millimeter von -20 bis 20 an" in page
    assert "über den Rand der Seite" in staff.get(f"{TAGUNG}/badges.pdf?size=80x50&right=18").text
    assert staff.get(f"{TAGUNG}/badges.pdf?size=75x45").mimetype == "application/pdf"


def test_badges_are_in_the_log_of_downloads_and_the_calibration_page_is_not(event, staff, session):
    make_registration(event)
    staff.get(f"{TAGUNG}/badges/calibration.pdf?size=90x55")
    staff.head(f"{TAGUNG}/badges.pdf")
    staff.get(f"{TAGUNG}/badges.pdf")
    (log,) = session.query(Export).all()
    assert (log.purpose, log.rows, log.actor) == ("Namensschilder", 1, "staff@example.org")


def test_the_calibration_page_shows_the_sheet_in_its_true_size(event, staff):
    content = staff.get(f"{TAGUNG}/badges/calibration.pdf?size=80x50&right=1,5&down=-1").data
    assert flaws(content) == []
    with pypdfium2.PdfDocument(content) as document:
        picture = document[0].render(scale=254 / 72).to_pil().convert("L")  # ten dots a millimetre
    dark = [x for x in range(picture.width) if picture.getpixel((x, 400)) < 128]
    assert min(abs(x - 195) for x in dark) <= 2  # the first badge's left edge at 18 + 1.5 mm


# Lists to be signed


def test_a_signature_list_names_everybody_for_each_day(event, staff):
    make_registration(event, title="Dr.", first_name="Ada", last_name="Zorn")
    make_registration(event, first_name="Bo", last_name="Abel")
    content = staff.get(f"{TAGUNG}/signatures.pdf").data
    text = flat(content)
    assert text.index("Abel, Bo") < text.index("Zorn, Dr. Ada")
    elements = tags(content)
    assert (flaws(content), elements.count("Table"), elements.count("H1")) == ([], 1, 1)
    assert staff.get(f"{TAGUNG}/signatures.pdf?day=1999-01-01").status_code == 404


def test_a_signature_list_names_people_of_the_programme_among_the_registered(event, staff):
    make_registration(event, first_name="Ada", last_name="Zorn")
    members = replace(with_people(slot(1, room=None), MAI), visibility=Visibility.MEMBERS)
    plan(event, MAI, TAREK, members, with_people(slot(2, start=90, room=None), TAREK))
    publish(event)
    text = flat(staff.get(f"{TAGUNG}/signatures.pdf").data)
    assert text.index("Lindholm, Dr. Tarek") < text.index("Petersen, Mai Lan") < text.index("Zorn, Ada")
    assert "3 Personen werden vor Ort erwartet." in staff.get(f"{TAGUNG}/papers").text
    own = flat(staff.get(f"{TAGUNG}/signatures.pdf?item={members.uuid}").data)
    assert [name for name in ("Petersen", "Lindholm", "Zorn") if name in own] == ["Petersen"]


def test_the_head_of_a_signature_list_stands_on_every_page(event, staff):
    for number in range(60):
        make_registration(event, last_name=f"Nummer {number:02}")
    pages = [" ".join(page.extract_text().split()) for page in opened(staff.get(f"{TAGUNG}/signatures.pdf").data).pages]
    assert len(pages) > 2
    assert all("Unterschrift" in page for page in pages)


def test_an_item_has_a_list_of_its_own_with_names_or_empty(event, staff):
    make_registration(event, last_name="Mitglied", cluster="cyberLAGO")
    make_registration(event, last_name="Gast")
    members = slot(1, room=make_room(event, name="1.04").id, visibility=Visibility.MEMBERS, title=Localized("Intern"))
    plan(event, members)
    publish(event)
    text = flat(staff.get(f"{TAGUNG}/signatures.pdf?item={members.uuid}").data)
    assert ("Intern" in text, "Mitglied" in text, "Gast" in text) == (True, True, False)
    empty = flat(staff.get(f"{TAGUNG}/signatures.pdf?item={members.uuid}&lines=12").data)
    assert ("Mitglied" in empty, " 12 " in empty) == (False, True)
    assert staff.get(f"{TAGUNG}/signatures.pdf?item=nonsense").status_code == 404


# Certificates


def test_certificates_are_for_those_who_came_and_only_afterwards(event, staff, session):
    there = make_registration(event, first_name="Bo", last_name="Gekommen", reference="ABCD-EFGH-1")
    make_registration(event, last_name="Ferngeblieben")
    came(there)
    assert staff.get(f"{TAGUNG}/certificates.pdf").status_code == 302
    move_event(event.id, NOW - timedelta(hours=9), NOW - timedelta(hours=1))
    content = staff.get(f"{TAGUNG}/certificates.pdf").data
    text = flat(content)
    assert [name for name in ("Bo Gekommen", "Ferngeblieben") if name in text] == ["Bo Gekommen"]
    assert ("Teilnahmebescheinigung" in text, "Vorgangsnummer ABCD-EFGH-1" in text) == (True, True)
    assert flaws(content) == []
    assert "Certificate of attendance" in flat(staff.get("/en/manage/tagung/certificates.pdf").data)


def test_without_anybody_who_came_there_is_no_certificate(event, staff, session):
    move_event(event.id, NOW - timedelta(hours=9), NOW - timedelta(hours=1))
    answer = staff.get(f"{TAGUNG}/certificates.pdf", follow_redirects=True)
    assert "Niemand war eingecheckt." in answer.text


def test_pdfs_are_read_by_another_program_too(event, staff):
    make_registration(event)
    for name in ("badges.pdf", "signatures.pdf", "badges/calibration.pdf"):
        with pypdfium2.PdfDocument(BytesIO(staff.get(f"{TAGUNG}/{name}").data)) as document:
            assert len(document) == 1
