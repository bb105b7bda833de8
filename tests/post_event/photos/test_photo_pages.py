"""The team's pages about photos, the gallery, and the pages of those who do not want to be seen."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from gocluster_events.core import picture
from gocluster_events.core.access import Role
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.photos.models import PhotoObjection
from gocluster_events.post_event.photos.queries import photos as queries
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.services import objections, photos
from gocluster_events.post_event.photos.views.objecting import PER_ADDRESS
from tests.support.make import make_event, make_member, make_registration
from tests.support.photographs import ACT, make_photo, photo_row, pictures, upload
from tests.support.pictures import SVG
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page, token

TEAM, GALLERY = "/de/manage/jahrestagung-2027/photos", "/de/jahrestagung-2027/photos"


def member(app, event, role):
    somebody = app.test_client()
    somebody.enter(make_member(event, role).email)
    return somebody


def rows(session, event):
    session.rollback()
    return queries.photos(session, event.id)


def file(content, name="saal.jpg"):
    return BytesIO(content), name


def test_a_photo_is_uploaded_described_and_published(session, event, organiser):
    answer = organiser.form(TEAM, f"{TEAM}/upload").send(photo=file(upload()))
    (row,) = rows(session, event)
    assert answer.location == f"{TEAM}/{row.uuid}"
    assert "Es fehlt noch: Bildnachweis, Lizenz, deutscher Alternativtext" in organiser.get(TEAM).text
    organiser.own_form(answer.location).send(
        caption_de="Die Keynote", credit="Kim Muster", licence="CC BY 4.0", alt_de="Ein Saal", alt_en="A hall",
        is_checked="y",
    )  # fmt: skip
    assert organiser.form(TEAM, f"{TEAM}/{row.uuid}/publication").send().status_code == 302
    text = organiser.get(GALLERY).text
    assert ("© Kim Muster, CC BY 4.0" in text, 'alt="Ein Saal"' in text, "Die Keynote" in text) == (True, True, True)
    organiser.form(TEAM, f"{TEAM}/{row.uuid}/withdrawal").send()
    assert "Ein Saal" not in organiser.get(GALLERY).text


def test_what_is_no_photo_is_refused_with_a_reason(event, organiser, session):
    answer = organiser.form(TEAM, f"{TEAM}/upload").send(photo=file(SVG, "x.svg"))
    assert ("ist nicht als Bild zu lesen" in answer.text, "Wählen Sie ein Foto aus" in answer.text) == (True, False)
    assert "Wählen Sie ein Foto aus" in organiser.form(TEAM, f"{TEAM}/upload").send().text
    assert rows(session, event) == []


def test_without_the_token_of_the_form_no_photo_is_drawn(organiser, monkeypatch):
    draws, drawn = picture.photograph, []
    monkeypatch.setattr(picture, "photograph", lambda upload: drawn.append(upload) or draws(upload))
    answer = organiser.post(f"{TEAM}/upload", data={"csrf_token": "x", "photo": file(upload())})
    assert (drawn, answer.status_code) == ([], 200)
    organiser.form(TEAM, f"{TEAM}/upload").send(photo=file(upload()))
    assert drawn == [upload()]


def test_a_script_that_sends_several_is_answered_in_json(event, organiser, session):
    key = organiser.form(TEAM, f"{TEAM}/upload").form.fields["csrf_token"][0]
    answers = [
        organiser.post(
            f"{TEAM}/upload", data={"csrf_token": key, "photo": file(each)}, headers={"Accept": "application/json"}
        )
        for each in (upload(), SVG)
    ]
    assert [each.status_code for each in answers] == [200, 400]
    assert (len(rows(session, event)), "Bild" in answers[1].json["error"]) == (1, True)


def test_two_who_describe_a_photo_see_both_texts(event, organiser, session):
    uuid = make_photo(event, is_public=False)
    first, second = (organiser.own_form(f"{TEAM}/{uuid}") for _each in range(2))
    assert first.send(credit="Mai Lan Petersen").status_code == 302
    answer = second.send(credit="Tarek Lindholm")
    assert (answer.status_code, "Mai Lan Petersen" in answer.text, "Tarek Lindholm" in answer.text) == (409, True, True)
    assert photo_row(event, uuid).credit == "Mai Lan Petersen"


def test_beside_the_tick_stand_those_who_are_not_to_be_seen(event, organiser):
    make_registration(event, first_name="Sagt", last_name="Nein", photos=False)
    make_registration(event, first_name="Sagt", last_name="Nichts")
    text = organiser.get(f"{TEAM}/{make_photo(event)}").text
    order = ("Nein: auf keinem Foto", "Sagt Nein", "Keine Zustimmung: kein Porträt", "Sagt Nichts")
    assert sorted(order, key=text.index) == list(order)


def test_photos_are_moved_by_buttons(event, organiser, session):
    first, second = make_photo(event), make_photo(event, "navy")
    organiser.press(f"{TEAM}/{second}/position", step="up")
    assert [each.uuid for each in rows(session, event)] == [second, first]


def test_staff_drafts_and_organisers_publish(app, event):
    public, draft = make_photo(event), make_photo(event, "navy", is_public=False)
    staff = member(app, event, Role.STAFF)
    text = staff.get(TEAM).text
    assert (f"{TEAM}/{draft}/removal" in text, f"{TEAM}/{public}/removal" in text, "/publication" in text) == (
        True, False, False,
    )  # fmt: skip
    pages = [f"{public}/removal", f"{draft}/removal", f"{draft}/publication", f"{public}/withdrawal"]
    pages += [f"{public}/decision", public, "upload"]
    assert [staff.get(f"{TEAM}/{each}").status_code for each in pages] == [403, 200, 403, 403, 403, 200, 200]


def test_staff_leave_what_is_said_of_a_public_photo_alone(app, event, session):
    public, draft = make_photo(event), make_photo(event, "navy", is_public=False)
    staff = member(app, event, Role.STAFF)
    assert "Nur das Organisationsteam kann es ändern." in staff.get(f"{TEAM}/{public}").text
    assert staff.press(f"{TEAM}/{public}", caption_de="Max Muster").status_code == 403
    assert (f"{public}/position" in staff.get(TEAM).text, f"{draft}/position" in staff.get(TEAM).text) == (False, True)
    assert staff.press(f"{TEAM}/{public}/position", step="down").status_code == 403
    assert [each.uuid for each in rows(session, event)] == [public, draft]
    assert photo_row(event, public).caption.de == "Die Keynote"
    assert staff.own_form(f"{TEAM}/{draft}").send(caption_de="Neu").status_code == 302


def test_only_the_team_sees_what_is_not_public(app, event, organiser):
    uuid = make_photo(event, is_public=False)
    anybody = app.test_client()
    answers = [anybody.get(f"{GALLERY}/{uuid}/{width}.jpg").status_code for width in (640, 1600)]
    preview = organiser.get(f"{TEAM}/{uuid}/640.jpg")
    assert (answers, preview.data, preview.headers["Cache-Control"]) == (
        [404, 404], pictures()[1].content, "no-store",
    )  # fmt: skip


def test_a_public_photo_is_asked_for_anew_each_time_and_gone_at_once(event, visitor):
    uuid = make_photo(event)
    address = f"{GALLERY}/{uuid}/1600.jpg"
    answer = visitor.get(address)
    assert (answer.data, answer.mimetype, answer.headers["Cache-Control"]) == (
        pictures()[0].content, "image/jpeg", "no-cache",
    )  # fmt: skip
    again = visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    photos.take_back(event.id, uuid, ACT)
    assert visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 404
    assert visitor.get(f"{GALLERY}/{uuid}/800.jpg").status_code == 404


@pytest.mark.usefixtures("session")
def test_the_photos_of_a_draft_are_nobodys(visitor):
    event = make_event(slug="entwurf", status=EventStatus.DRAFT)
    uuid = make_photo(event)
    pages = ("", f"/{uuid}/640.jpg", f"/{uuid}/me")
    assert [visitor.get(f"/de/entwurf/photos{each}").status_code for each in pages] == [404, 404, 404]


def test_whoever_waits_for_a_place_reads_why_they_only_ask(event, visitor):
    uuid, person = make_photo(event), make_registration(event, status=Status.WAITLISTED)
    open_my_page(visitor, person.id)
    page = visitor.get(f"{GALLERY}/{uuid}/me")
    assert "nur, wer einen bestätigten Platz hat" in page.text
    answer = visitor.form_in(page, f"{GALLERY}/{uuid}/me").send()
    assert (answer.location, photo_row(event, uuid).state) == (f"{GALLERY}/asked", State.PUBLISHED)


def test_a_participant_hides_a_photo_with_one_button(event, visitor):
    uuid, person = make_photo(event), make_registration(event)
    open_my_page(visitor, person.id)
    page = visitor.get(f"{GALLERY}/{uuid}/me")
    assert "Wir verbergen das Foto sofort" in page.text
    answer = visitor.form_in(page, f"{GALLERY}/{uuid}/me").send()
    assert "Das Foto ist verborgen" in visitor.get(answer.location).text
    assert (photo_row(event, uuid).state, visitor.get(f"{GALLERY}/{uuid}/me").status_code) == (State.HIDDEN, 404)


def test_the_third_photo_is_a_request(event, visitor):
    person = make_registration(event)
    for colour in ("navy", "red"):
        objections.object_as_participant(event.id, make_photo(event, colour), person.id, "de", NOW)
    open_my_page(visitor, person.id)
    uuid = make_photo(event)
    form = visitor.own_form(f"{GALLERY}/{uuid}/me")
    assert "Um Entfernung bitten" in visitor.get(f"{GALLERY}/{uuid}/me").text
    assert form.send().location.endswith("/photos/asked")
    assert photo_row(event, uuid).state is State.PUBLISHED


def test_whoever_took_part_in_another_meeting_proves_an_address_here(event, visitor):
    open_my_page(visitor, make_registration(make_event()).id)
    assert 'name="email"' in visitor.get(f"{GALLERY}/{make_photo(event)}/me").text


def test_an_old_meeting_speaks_of_no_own_page_since_registrations_are_gone(event, visitor):
    old = make_event(
        slug="alt", starts_at=event.starts_at - timedelta(days=3000), ends_at=event.ends_at - timedelta(days=3000)
    )
    pages = [visitor.get(f"/de/{each.slug}/photos/{make_photo(each)}/me").text for each in (event, old)]
    assert ["öffnen Sie zuerst Ihre eigene Seite" in page for page in pages] == [True, False]


def test_anybody_else_is_mailed_a_link_whose_button_asks(event, visitor, session):
    uuid = make_photo(event)
    answer = visitor.own_form(f"{GALLERY}/{uuid}/me").send(email="kim@example.org", remark="links")
    assert "Die E-Mail ist unterwegs" in visitor.get(answer.location).text
    row = session.scalars(sa.select(PhotoObjection)).one()
    address = f"/de/my/photo/{token('photos.proof', row.id)}"
    for _look in range(2):
        assert visitor.get(address).status_code == 200
    assert objections.queries.number_waiting(session, event.id) == 0
    assert visitor.own_form(address).send().location.endswith("/photos/asked")
    session.rollback()
    assert objections.queries.number_waiting(session, event.id) == 1
    assert [each.letter for each in session.scalars(sa.select(Mail))] == ["photo_proof"]


def test_a_link_that_is_made_up_or_too_old_opens_nothing(event, visitor, session):
    objections.ask(
        event.id, make_photo(event), objections.Plea("kim@example.org", "de", ""), NOW - objections.PROOF_LASTS
    )
    row = session.scalars(sa.select(PhotoObjection)).one()
    form = visitor.own_form(f"/de/my/photo/{token('photos.proof', row.id)}")
    assert form.send().status_code == 410
    assert visitor.get(f"/de/my/photo/{token('photos.proof', row.id + 1)}").status_code == 410
    assert visitor.get("/de/my/photo/nonsense").status_code == 404


def test_nobody_is_flooded_with_links(event, visitor):
    path = f"{GALLERY}/{make_photo(event)}/me"
    for _each in range(PER_ADDRESS):
        assert visitor.own_form(path).send(email="kim@example.org").status_code == 302
    answer = visitor.own_form(path).send(email="Kim@example.org")
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


def test_the_team_sees_who_and_decides_with_a_reason(event, organiser, session):
    person, uuid = make_registration(event, first_name="Miriam", last_name="Tannert"), make_photo(event)
    objections.object_as_participant(event.id, uuid, person.id, "de", NOW)
    assert "Foto, auf dem jemand nicht zu sehen sein möchte" in organiser.get("/de/manage/jahrestagung-2027/").text
    assert "Miriam Tannert" in organiser.get(TEAM).text
    page = f"{TEAM}/{uuid}/decision"
    assert "Nennen Sie den Grund" in organiser.own_form(page).send(reason="").text
    assert organiser.own_form(page).send(reason="Nicht zu erkennen.").status_code == 302
    assert photo_row(event, uuid).state is State.PUBLISHED
    assert "Miriam Tannert" not in organiser.get(TEAM).text


def test_a_photo_hidden_again_can_only_be_removed(event, organiser):
    uuid = make_photo(event)
    for reason in ("Nicht zu erkennen.", ""):
        objections.object_as_participant(event.id, uuid, make_registration(event).id, "de", NOW)
        if reason:
            objections.keep_public(event.id, uuid, reason, ACT)
    text = organiser.get(f"{TEAM}/{uuid}/decision").text
    assert ('name="reason"' in text, "Jetzt kann es nur noch entfernt werden" in text) == (False, True)
    organiser.own_form(f"{TEAM}/{uuid}/removal").send()
    assert "Es gibt noch keine Fotos." in organiser.get(TEAM).text


@pytest.mark.parametrize("verb", ["decision", "removal"])
def test_as_many_are_written_to_as_the_page_has_said(event, organiser, session, verb):
    uuid = make_photo(event)
    for number in range(2):
        objections.ask(event.id, uuid, objections.Plea(f"kim{number}@example.org", "de", ""), NOW)
    for row in session.scalars(sa.select(PhotoObjection)).all():
        objections.prove(row.id, NOW)
    form, text = organiser.own_form(f"{TEAM}/{uuid}/{verb}"), organiser.get(f"{TEAM}/{uuid}/{verb}").text
    assert any(
        sentence in text for sentence in ("2 Personen erhalten", "2 Personen, die widersprochen haben, erhalten")
    )
    form.send(**{"reason": "Von hinten."} if verb == "decision" else {})
    session.rollback()
    written = session.scalars(sa.select(Mail).where(Mail.letter != "photo_proof")).all()
    assert sorted(each.recipient for each in written) == ["kim0@example.org", "kim1@example.org"]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("status", [EventStatus.PUBLISHED, EventStatus.ARCHIVED])
def test_the_desk_says_so_in_an_archived_meeting_too(app, status):
    event = make_event(status=status)
    organiser = member(app, event, Role.ORGANISER)
    objections.object_as_participant(event.id, make_photo(event), make_registration(event).id, "de", NOW)
    task = "auf dem jemand nicht zu sehen sein möchte"
    assert task in organiser.get(f"/de/manage/{event.slug}/").text
    assert task not in member(app, event, Role.STAFF).get(f"/de/manage/{event.slug}/").text
