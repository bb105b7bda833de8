"""The copy of an edition: whatever is public of it and nothing else, in the same bytes each time."""

import gc
import sys
from datetime import timedelta
from tempfile import TemporaryFile

import pytest

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core import clock
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.events.rules.status import Turn
from gocluster_events.post_event.archive.exports.copying import NotThere
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.materials.rules.codes import Licence, SeenBy
from gocluster_events.post_event.materials.services import publishing
from gocluster_events.post_event.photos.services import photos
from tests.support.copies import contents, make_copy, needing_a_server, not_as_listed
from tests.support.documented import LATER, SLUG, a_documented_meeting
from tests.support.make import make_event
from tests.support.materials import add_file, answer
from tests.support.pdf_ua import flaws
from tests.support.pdfs import LANGUAGE, pdf
from tests.support.programme import MAI, TAREK

pytestmark = pytest.mark.usefixtures("session")
CANARIES = ("Erkenntniskanarie", "Dateikanarie", "Fotokanarie")


@pytest.fixture(autouse=True)
def weeks_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER.at + timedelta(days=1))


def holding(files, words):
    return [name for name, content in files.items() if words.encode() in content]


def test_the_copy_holds_what_is_public_and_a_list_of_its_files(app):
    event, ids = a_documented_meeting()
    steps = []
    copy, summary = make_copy(app, event, step=lambda *each: steps.append(each))
    files = contents(copy)
    assert (summary.files, summary.size) == (len(files), len(copy))
    assert steps == [(number, len(steps)) for number in range(1, len(steps) + 1)]
    assert not_as_listed(files) == []
    assert needing_a_server(files) == []
    assert {
        "index.html", "LIES-MICH.txt", "README.txt", "de/index.html", "en/report.html", "de/knowledge-open.html",
        "de/documentation/plenary.html", "en/documentation.json", "de/agenda.ics", "en/schedule.xml", "de/report.atom",
        "de/search.html", "en/search-index.js", "static/built/public.css", "static/vendor/fonts/cluster-sans-400.woff2",
        f"photos/{ids['photo']}-640.jpg", f"photos/{ids['photo']}-1600.jpg", f"materials/{ids['material']}.pdf",
    } <= files.keys()  # fmt: skip
    assert flaws(files["de/documentation.pdf"]) == []
    line = f'Archivkopie vom 14. Mai 2027 – <a href="http://localhost/de/{SLUG}/report">Zur Website</a>'
    assert line in files["de/report.html"].decode()
    assert "Stand 14. Mai 2027\r\n" in files["LIES-MICH.txt"].decode()
    assert files["README.txt"].endswith(f"/en/{SLUG}/\r\n".encode())


def test_what_was_withdrawn_is_in_no_later_copy(app):
    event, ids = a_documented_meeting()
    before = contents(make_copy(app, event)[0])
    assert all(holding(before, each) for each in CANARIES)
    decide(event.id, {ids["card"]: None}, Deed.TAKE_BACK, LATER)
    answer(event, ids["material"], MAI, is_granted=False)
    photos.take_back(event.id, ids["photo"], LATER)
    after = contents(make_copy(app, event)[0])
    assert [name for each in CANARIES for name in holding(after, each)] == []
    gone = {f"photos/{ids['photo']}-640.jpg", f"photos/{ids['photo']}-1600.jpg", f"materials/{ids['material']}.pdf"}
    assert before.keys() - after.keys() == gone | {"de/materials.html", "en/materials.html"}


def test_what_is_for_participants_alone_is_not_in_it(app):
    event, _ids = a_documented_meeting()
    uuid = add_file(event, pdf(LANGUAGE, "(Teilnahmekanarie)"), seen_by=SeenBy.PARTICIPANTS)
    for person in (MAI, TAREK):
        answer(event, uuid, person)
    publishing.publish(event.id, uuid, LATER)
    files = contents(make_copy(app, event)[0])
    assert f"materials/{uuid}.pdf" not in files
    assert holding(files, "Teilnahmekanarie") == []


def test_a_file_that_may_be_copied_nowhere_stays_on_the_site_to_which_the_copy_leads(app):
    event, _ids = a_documented_meeting()
    uuid = add_file(event, pdf(LANGUAGE, "(Websitekanarie)"), licence=Licence.HERE_ONLY)
    for person in (MAI, TAREK):
        answer(event, uuid, person)
    publishing.publish(event.id, uuid, LATER)
    files = contents(make_copy(app, event)[0])
    assert holding(files, "Websitekanarie") == []
    assert f'href="http://localhost/de/{SLUG}/materials/{uuid}"' in files["de/materials.html"].decode()


def test_contacts_of_other_meetings_and_what_only_the_living_site_can_do_are_left_out(app, monkeypatch):
    """No copy of this meeting learns that another one has a new contact; a list closes; a folder has nothing new."""
    event, _ids = a_documented_meeting(attendee_list=Reach.PUBLIC)
    make_event(contact_name="Kontaktkanarie", ends_at=LATER.at)
    monkeypatch.setattr(clock, "now", lambda: event.ends_at)
    files, site = contents(make_copy(app, event)[0]), app.test_client()
    for path, file, words in (
        ("accessibility", "de/site/accessibility.html", "Kontaktkanarie"),
        (f"{SLUG}/", "de/index.html", "Wer kommt"),
        (f"{SLUG}/report", "de/report.html", "Neues abonnieren"),
    ):
        assert (words in site.get(f"/de/{path}").text, words in files[file].decode()) == (True, False)


def test_the_programme_of_a_copy_offers_neither_printing_nor_a_calendar(app):
    event, _ids = a_documented_meeting()
    page = contents(make_copy(app, event)[0])["de/agenda.html"].decode()
    assert ("PDF und mehr" in page, "Drucken" in page, "Kalender" in page) == (True, False, False)


def test_of_a_draft_there_is_no_copy(app):
    with pytest.raises(NotThere):
        make_copy(app, make_event(status="draft"))


def test_an_edition_that_is_hidden_while_its_last_pages_are_drawn_has_no_copy(app):
    def hide(done, total):
        if done == total - 1:
            editions.turn_edition(event.id, Turn.HIDE, LATER)

    event, _ids = a_documented_meeting()
    with pytest.raises(NotThere, match=f"/de/{SLUG}/: 404"):
        make_copy(app, event, step=hide)


def test_whoever_follows_a_copy_can_end_it_and_nothing_is_left_of_it(app, monkeypatch):
    class GivenUp(Exception):
        pass

    def give_up(_done, _total):
        raise GivenUp

    event, _ids = a_documented_meeting()
    complaints = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: complaints.append(repr(what.object)))
    with pytest.raises(GivenUp), TemporaryFile() as file:
        app.extensions["archive_copy"](event.id, clock.now(), give_up, file)
    gc.collect()
    assert (file.closed, [each for each in complaints if "ZipFile" in each]) == (True, [])
