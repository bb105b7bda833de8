"""The pages about an edition's letters: what is typed, how it reads, a trial, and back to the default."""

import re

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.wordings import words as wordings
from gocluster_events.backoffice.wordings.rules import CATALOGUE, LETTERS
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.letter_frame import letter_frame, shipped
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import queries, services as sending
from gocluster_events.meeting.letters.rules import Wording, fill, mistakes
from gocluster_events.meeting.registration.people.rules.letters import CONFIRMED_ONSITE, LETTERS as REGISTRATION
from gocluster_events.meeting.registration.sign_up.services import links
from tests.support.make import make_event, make_member, make_registration
from tests.support.settings import NOW

LIST = "/de/manage/jahrestagung-2027/letters"
PAGE = f"{LIST}/confirmed_onsite/de"
BODY = "Guten Tag {salutation},\n\nIhr Platz ist sicher.\n\n- Nummer: {reference}"
OWN = Wording("Willkommen: {event}", "Sie sind dabei", BODY, "Zur Anmeldung")
TYPED = {"subject": OWN.subject, "heading": OWN.heading, "body": OWN.body, "button": OWN.button}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{event}} [x](javascript:alert(3))"


def send(visitor, page=PAGE, verb="keep", **typed):
    return visitor.own_form(page).send(verb=verb, **typed)


def wording_of(event, letter="confirmed_onsite", language="de"):
    reading().rollback()
    return queries.wording(reading(), f"edition:{event.id}", letter, language)


def trials():
    reading().rollback()
    return reading().scalars(sa.select(Mail).where(Mail.key.like("trial:%"))).all()


def test_every_letter_about_a_registration_is_on_the_list_once_and_has_words():
    named = [letter.name for letters in CATALOGUE.values() for letter in letters]
    assert len(named) == len(set(named))
    assert {letter.name for letter in REGISTRATION} <= set(named)
    assert {name for letter in LETTERS.values() for name in letter.samples} <= set(wordings.MEANINGS)


@pytest.mark.parametrize("letter", LETTERS.values(), ids=lambda letter: letter.name)
def test_the_default_text_can_be_saved_as_it_is(app, letter):
    for language in LANGUAGES:
        with app.test_request_context("/de/"):
            text = shipped(letter.template, language)
        assert mistakes(letter, Wording(text.subject, text.heading, text.body, text.button)) == ()


def test_titles_tell_all_letters_apart(app):
    with app.test_request_context("/de/"):
        titles = [str(wordings.title(name)) for name in LETTERS]
    assert sorted(titles) == sorted(set(titles))


def test_the_list_says_what_is_adapted_by_whom_and_what_is_half_done(event, organiser):
    sending.keep_wording(event.id, CONFIRMED_ONSITE, "de", OWN, 0, Act("organiser@example.org", NOW))
    page = organiser.get(LIST).text
    assert page.count("Angepasst<") == 1
    assert "von organiser@example.org" in page
    assert page.count("nur eine Sprache ist angepasst") == 1


def test_a_text_is_kept_and_both_pages_show_it(event, organiser):
    answer = send(organiser, **TYPED)
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert wording_of(event) == OWN
    assert "Sie sind dabei" in organiser.get(PAGE).text
    english = organiser.get(f"{LIST}/confirmed_onsite/en").text
    assert "Die andere Sprache ist angepasst, diese nicht." in english
    assert "Ihr Platz ist sicher." in english  # the German text, to compare


def test_an_unknown_placeholder_is_refused_at_its_field_and_nothing_is_lost(event, organiser):
    typed = "Guten Tag {saluation},\n\nvielen Dank."
    page = send(organiser, **{**TYPED, "body": typed})
    sentence = "Diese E-Mail hat keinen Platzhalter {saluation}. Meinen Sie {salutation}?"
    assert f'<a href="#body">{sentence}</a>' in page.text
    assert re.search(rf'id="body-error">.*{re.escape(sentence)}', page.text)
    fields = organiser.form_in(page, PAGE).form.fields
    assert (fields["body"], fields["subject"]) == ([typed], [OWN.subject])
    assert wording_of(event) is None


def test_what_a_letter_is_about_cannot_be_left_out(event, organiser):
    page = send(organiser, f"{LIST}/declined/de", **{**TYPED, "body": "Guten Tag"}).text
    assert "{reason}" in page
    assert wording_of(event, "declined") is None


@pytest.mark.parametrize(
    ("part", "value"), [("subject", "x" * 201), ("body", "x" * 6001), ("subject", ""), ("body", " "), ("button", "")]
)
def test_a_part_that_is_empty_or_too_long_is_refused(event, organiser, part, value):
    page = send(organiser, **{**TYPED, part: value})
    assert (page.status_code, wording_of(event)) == (200, None)
    assert "Fehler:" in page.text


def test_two_who_write_at_once_see_both_texts_and_lose_none(event, organiser):
    form = organiser.own_form(PAGE)
    sending.keep_wording(event.id, CONFIRMED_ONSITE, "de", OWN, 0, Act("colleague@example.org", NOW))
    mine = form.send(verb="keep", **{**TYPED, "heading": "Mein Titel"})
    assert mine.status_code == 409
    assert ("Mein Titel" in mine.text, "Sie sind dabei" in mine.text) == (True, True)
    assert "Verb" not in mine.text
    assert organiser.form_in(mine, PAGE).send(verb="keep").status_code == 302
    assert wording_of(event).heading == "Mein Titel"


def test_the_preview_shows_what_is_typed_and_keeps_nothing(event, organiser):
    page = send(organiser, verb="show", **{**TYPED, "heading": "Noch nicht gespeichert"}).text
    assert ("<h3>Noch nicht gespeichert</h3>" in page, wording_of(event)) == (True, None)


def test_the_preview_names_what_is_wrong_instead(organiser):
    page = send(organiser, verb="show", subject="{evnt}").text
    assert "Meinen Sie {event}?" in page
    assert "wording__letter" not in page


def test_the_preview_shows_a_person_found_by_search_and_no_link_that_works(event, organiser):
    other = make_registration(event, first_name="Björn", last_name="Überschär", reference="RBJOERN01")
    one = make_registration(event, first_name="Maria", last_name="Überall")
    elsewhere = make_registration(make_event(), last_name="Überfremd")
    page = send(organiser, verb="show", person="überschaer", **TYPED).text
    assert "Mit den Angaben von Björn Überschär." in page
    assert "Guten Tag Björn Überschär" in page
    assert ("/my/" in page, "href" in page.partition("data-preview")[2].partition("Nur Text")[0]) == (False, False)
    both = organiser.own_form(PAGE).send(verb="show", person="über", **TYPED).text
    assert f'name="chosen" value="{other.id}"' in both  # the first by name is shown
    assert "Überfremd" not in both
    chosen = organiser.own_form(PAGE).send(verb="show", person="über", chosen=str(one.id), **TYPED).text
    assert "Mit den Angaben von Maria Überall." in chosen
    foreign = organiser.own_form(PAGE).send(verb="show", chosen=str(elsewhere.id), **TYPED).text
    assert "Überfremd" not in foreign
    assert "Kein Treffer." in organiser.own_form(PAGE).send(verb="show", person="Niemand", **TYPED).text


@pytest.mark.both_databases
def test_a_search_that_the_form_refuses_looks_for_nobody(event, organiser):
    make_registration(event, last_name="Überschär")
    for typed in ("\0", "über" + "x" * 100):
        answer = send(organiser, verb="show", person=typed, **TYPED)
        assert (answer.status_code, "Überschär" in answer.text) == (200, False)


def test_a_hostile_text_stays_text_on_the_page_and_in_the_mail(app, event, organiser):
    person = make_registration(event, first_name="<b>Kim</b>", last_name="{event}")
    links.send_link(event.id, person.id, NOW)
    send(organiser, f"{LIST}/new_link/de", **{**TYPED, "heading": HOSTILE[:110], "body": HOSTILE})
    mail_html = as_it_leaves(app).html
    page = organiser.get(f"{LIST}/new_link/de").text
    preview = page.partition("data-preview")[2].partition("</details>")[0]
    for markup in (mail_html, preview):
        assert re.findall(r"<script|<img|<[^>]+onerror|href=.?javascript", markup) == []
    assert "&lt;script&gt;alert(1)" in preview


def test_a_trial_goes_to_me_marked_with_what_is_typed_and_nothing_real(event, organiser):
    make_registration(event, last_name="Echt")
    page = send(organiser, verb="trial", person="Echt", **TYPED).text
    (trial,) = trials()
    me = trial.recipient
    assert f"an {me}" in page
    assert trial.content["wording"]["subject"] == "[Test] Willkommen: {event}"
    assert trial.content["link"] is None
    assert trial.content["address"].endswith("/de/jahrestagung-2027/")
    assert "Echt" not in str(trial.content)
    assert wording_of(event) is None, "a trial keeps nothing"
    send(organiser, verb="trial", **TYPED)
    assert [each.recipient for each in trials()] == [me, me]


def test_no_trial_of_a_text_with_a_flaw(event, organiser):
    page = send(organiser, verb="trial", **{**TYPED, "subject": "{evnt}"})
    assert ("Fehler:" in page.text, trials()) == (True, [])


def test_the_new_words_hold_for_mails_that_wait_and_the_default_again_afterwards(app, event, organiser):
    person = make_registration(event)
    links.send_link(event.id, person.id, NOW)
    send(organiser, f"{LIST}/new_link/de", **{**TYPED, "body": "Neue Worte."})
    assert "Neue Worte." in as_it_leaves(app).text
    turn = f"{LIST}/new_link/de/standard"
    page = organiser.get(turn).text
    assert ("<del>Neue Worte.</del>" in page, "<ins>" in page) == (True, True)
    assert organiser.own_form(turn).send().location == f"{LIST}/new_link/de"
    assert "Neue Worte." not in as_it_leaves(app).text
    back = f"{LIST}/new_link/de/return"
    organiser.own_form(back).send()
    assert "Neue Worte." in as_it_leaves(app).text


def frame(template, language, values, address, worded):
    return letter_frame(template, language, values, address, fill, worded)


def link(endpoint, identity, generation, language):
    return "https://example.org/de/my/token"


def as_it_leaves(app):
    """The one mail in the outbox as it would leave now."""
    reading().rollback()
    leased = outbox.leased(reading().scalars(sa.select(Mail)).one())
    worded = sending.Wordings().of(leased)

    with app.test_request_context("/de/"):
        return sending.framed(leased.content, leased.language, frame, link, worded)


def test_a_button_pressed_twice_or_too_late_says_so_and_changes_nothing(event, organiser):
    sending.keep_wording(event.id, CONFIRMED_ONSITE, "de", OWN, 0, Act("organiser@example.org", NOW))
    form = organiser.own_form(f"{PAGE}/standard")
    sending.keep_wording(
        event.id, CONFIRMED_ONSITE, "de", Wording("S", "H", "B", "K"), 1, Act("colleague@example.org", NOW)
    )
    page = organiser.get(form.send().location).text
    assert "Ihre Änderung wurde nicht übernommen." in page
    assert wording_of(event).subject == "S"


def test_there_is_nothing_to_go_back_to_without_an_own_text(organiser):
    assert [organiser.get(f"{PAGE}/{verb}").status_code for verb in ("standard", "return")] == [404, 404]
    assert organiser.get(f"{LIST}/no_such_letter/de").status_code == 404


def test_staff_read_the_list_and_change_nothing(event, visitor):
    visitor.enter(make_member(event, Role.STAFF).email)
    page = visitor.get(LIST)
    assert (page.status_code, "/confirmed_onsite/de" in page.text) == (200, False)
    assert visitor.get(PAGE).status_code == 403


def test_the_letters_of_an_archived_edition_can_only_be_read(session, visitor):
    old = make_event(slug="jahrestagung-2027", status=EventStatus.ARCHIVED)
    visitor.enter(make_member(old).email)
    page = visitor.get(PAGE).text
    assert ("Speichern" in page, "Testmail" in page) == (False, False)
    assert visitor.get(LIST).status_code == 200
    assert visitor.get(f"{LIST}/reminders/week").status_code == 200
