"""Two people open one form: who saves second sees both texts, and nothing of the first is lost."""

from collections.abc import Collection
from typing import Any, NamedTuple

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.buttons import BUTTONS
from tests.support.meeting import Meeting, Who
from tests.support.proving import Proof
from tests.support.roles import visitors

WORDS = {"mandatory": "Pflichtangabe", "off": "Nicht abgefragt", "yes": "Ja", "no": "Nein"}
MADE_FROM = ("revision", "seen")  # the fields that say what the form was made from
NEEDED = {"reason": "Am Telefon", "verb": "keep"}  # by some forms, besides what is typed
MANAGE = "/{lang}/manage/{edition}"
# Every form in which somebody changes what is there: who, where, the field, what the first types and what the second.
# Those of participants come first: once an organiser has made the phone mandatory, the form of a person asks for one.
EDITORS = """
own.my_person             participant /{lang}/my/details/person                            last_name      Drei Vier
own.my_participation      participant /{lang}/my/details/participation                     remark         Eins Zwei
agenda.own_page           participant /{lang}/my/contribution                              organisation   Eins Zwei
agenda.own_text           participant /{lang}/my/contribution/items/{own_item}/text        title_de       Eins Zwei
site.settings             organiser   {manage}/settings                                    city           Bonn Kiel
legal.legal_text          organiser   {manage}/legal/privacy                               lead_de        Vorab Zuvor
editions.procedure        organiser   {manage}/registration/procedure                      offer_hours    30 40
privacy.retention         organiser   {manage}/registration/retention                      needs          21 28
quotas.quota              organiser   {manage}/registration/quotas/{quota}                 name_de        Presse Gäste
questions.questions       organiser   {manage}/registration/questions                      phone          off mandatory
questions.edit_question   organiser   {manage}/registration/questions/{question}           label_de       Wohin? Womit?
questions.internal        organiser   {manage}/registration/{registration}/internal        q3             yes no
attendees.correction      organiser   {manage}/registration/{registration}/correction      last_name      Eins Zwei
editions.part             organiser   {manage}/rooms/{hall}                                name           Buche Linde
editions.part             organiser   {manage}/tracks/{track}                              name_de        Wissen Können
editions.cluster          organiser   {manage}/clusters/{cluster}                          name           Photon Quanten
agenda.edit_item          organiser   {manage}/agenda/items/{item}                         title_de       Eins Zwei
agenda.essentials         organiser   {manage}/agenda/items/{item}/essentials              title_de       Drei Vier
agenda.edit_person        organiser   {manage}/agenda/people/{person}                      last_name      Eins Zwei
publishing.publication_time organiser {manage}/agenda/publication/time at 2027-04-01T08:00 2027-04-02T08:00
photos.photo              organiser   {manage}/photos/{draft_photo}                        credit         Eins Zwei
survey.questions          organiser   {manage}/survey/questions                            row0_text_de   Gut? Nett?
bookings.offer            organiser   {manage}/bookings/{workshop}                         seats          21 28
cards.card                organiser   {manage}/cards/{card}                                question       Eins? Zwei?
follow_ups.note           organiser   {manage}/follow-ups/card/{noted_card}                text           Eins Zwei
lessons.lesson            organiser   {manage}/lessons/{lesson}                            text           Eins Zwei
report.editor             organiser   {manage}/report                                      headline       Eins Zwei
messages.message          organiser   {manage}/messages/{message}                          subject_de     Eins Zwei
materials.material        organiser   {manage}/materials/{material}                        title_de       Eins Zwei
wordings.wording          organiser   {manage}/letters/declined/de                         subject        Eins Zwei
wordings.reminder         organiser   {manage}/letters/reminders/week                      days_before    33 44
"""
# What is done to what was seen: whoever has seen something else is refused, and no text could be lost.
SEEN = """
agenda.item_places agenda.placements agenda.common_times agenda.shift agenda.copies agenda.snapshot agenda.version
importing.programme_check agenda.undo agenda.redo planning.proposal_acceptance
planning.proposal_answers agenda.acceptance
publishing.publication messages.message_sending editions.cluster_list legal.legal_version legal.legal_approval
waiting.waiting_position waiting.waiting_place invitations.mailing invitations.list_check attendees.decision
duplicates.duplicate own.person_cancellation publishing.first_letters agenda.suggestion agenda.suggestion_refusal
contributors.likenesses bookings.windows bookings.place_position wishes.own wishes.round wishes.commit
cards.state cards.publication cards.publication_removal cards.merging cards.dismissal cards.restoration
report.publication report.release_request report.earlier
follow_ups.publication follow_ups.publication_removal follow_ups.ask_again follow_ups.dismissal
documentation.publication documentation.publication_removal archive.removal
"""
# What makes something new, or is done once.
NEW = """
archive.new_copy
photos.photo_upload photos.photo_publication photos.photo_withdrawal photos.photo_removal photos.photo_decision
photos.me photos.proof attendees.figures_freezing agenda.new_essentials agenda.alignment agenda.door_signs_page
agenda.new_item agenda.new_person agenda.new_snapshot agenda.person_link importing.programme_upload planning.proposal
planning.proposal_removal planning.wishes planning.wish_removal agenda.name_removal agenda.portrait_removal
agenda.stand_in door.admission door.passages door.walk_in item_door.item item_door.item_passages item_door.release
item_door.count attendees.item_list bookings.new_place bookings.place_move bookings.place_removal
bookings.places_move bookings.places_removal bookings.windows_undo
bookings.person_bookings bookings.person_removal attendees.needs_list attendees.profile attendees.new_note
attendees.new_person attendees.new_view team.account_deed editions.edition_copy editions.new_edition
feedback.give_feedback feedback.feedback_report team.join publishing.letter outbox.mail_address outbox.mail_dismissal
editions.new_cluster cards.new_card lessons.new_lesson messages.new_message editions.new_part
wordings.reminders_withdrawal cards.note_takers cards.note_taker_removal
team.team_invitation sign_up.check
invitations.invitation_new invitations.invitation_shared invitations.list_columns
invitations.list_upload questions.new_question quotas.new_quota sign_up.register own.renew
materials.new_material materials.new_file materials.file_part
materials.publication materials.publication_removal materials.removal materials.remind materials.on_paper
materials.waiver materials.waiver_removal materials.own_waiver materials.own_waiver_removal
report.release_on_paper
wishes.compute wishes.open_places wishes.other_seats wishes.discard wishes.take_back wishes.close wishes.reopen
survey.close survey.text_removal
"""
# What one person alone has, in one browser or with one account.
OWN = """
accounts.app accounts.app_code accounts.app_removal accounts.factor accounts.name accounts.new_passkey
accounts.new_passkey_question accounts.other_sessions_end accounts.passkey_question accounts.passkey_removal
accounts.passkey_sign_in accounts.password accounts.recovery_codes accounts.session_end accounts.sign_in
agenda.own_text agenda.own_text_withdrawal cards.notes cards.note
agenda.own_answer attendees.note attendees.view team.account_email team.account_email_proof team.lost_password
site.my_programme team.new_password own.acceptance own.comeback own.email_withdrawal own.lost_link own.new_link
own.pending_email sign_up.person sign_up.colleague own.personal substitution.substitution sign_up.address
bookings.my_saved bookings.place bookings.exchange bookings.waiting bookings.leaving bookings.release own.my_consents
materials.own_upload materials.own_new_file materials.own_file_part materials.own_release materials.own_removal
own.session_end site.my_new_feed wishes.ask wishes.leave_lists wishes.own report.own_quotes cards.own_card
survey.answer follow_ups.answer follow_ups.ending
"""
# One name, one role, one place up or down: the last one counts, and each change is in the audit log with its author.
LAST = """
own.refusal agenda.snapshot_name agenda.pins team.team_role editions.part_position questions.question_position
photos.photo_position contributors.likenesses
"""


class Editor(NamedTuple):
    """A form, who has it, and what two people type into one of its fields."""

    endpoint: str
    who: Who
    address: str
    field: str
    first: str
    second: str


def editors() -> list[Editor]:
    """The forms of the table."""
    rows = (line.split() for line in EDITORS.splitlines() if line)
    return [
        Editor(name, Who(who), address.replace("{manage}", MANAGE), field, first, second)
        for name, who, address, field, first, second in rows
    ]


def collide(
    app: Flask, meeting: Meeting, editor: Editor, late: Collection[str] = ()
) -> tuple[TestResponse, TestResponse]:
    """Both open the form, both send it; what each gets. Those fields ``late`` are of when the second one sends it."""
    visitor, path = visitors(app, meeting)[editor.who], meeting.address(editor.address)
    mine, theirs = visitor.own_form(path), visitor.own_form(path)
    needed: dict[str, Any] = {
        name: value for name, value in NEEDED.items() if name in mine.form.fields | mine.form.buttons
    }
    first = theirs.send(**{**needed, editor.field: editor.first})
    now = visitor.own_form(path).form.fields if late else {}
    needed |= {name: value for name, value in now.items() if name in late}
    return first, mine.send(**{**needed, editor.field: editor.second})


def missing(app: Flask, meeting: Meeting, editor: Editor) -> list[str]:
    """What stands in the field for whoever opens the form now."""
    path = meeting.address(editor.address)
    return visitors(app, meeting)[editor.who].own_form(path).form.fields[editor.field]


def lost(app: Flask, meeting: Meeting, editor: Editor) -> str:
    """What of the two texts is not shown to whoever saves second; nothing if the page shows all."""
    first, second = collide(app, meeting, editor)
    if (first.status_code, second.status_code) != (302, 409):
        return f"{editor.address}: {first.status_code}, then {second.status_code}"
    table = second.text.partition("table--collision")[2].partition("</table>")[0]
    texts = [each for each in (as_typed(editor.first), as_typed(editor.second)) if each not in table]
    return f"{editor.address}: {texts}" if texts else ""


def as_typed(typed: str) -> str:
    """How the page writes what was typed."""
    return WORDS.get(typed, typed.replace("T", " ") if typed[:4] == "2027" else typed)


@pytest.mark.promise("P16")
def test_who_saves_second_sees_both_texts(demo: Flask, meeting: Meeting, proof: Proof):
    assert "\n".join(filter(None, (lost(demo, meeting, editor) for editor in editors()))) == ""
    number = len(editors())
    proof.says(f"{number} forms are opened by two people and sent by both", f"{number} times 409 with both texts")


@pytest.mark.promise("P16")
def test_of_every_form_is_known_what_becomes_of_two_who_send_it(demo: Flask, proof: Proof):
    there = {rule.endpoint for rule in demo.url_map.iter_rules() if "POST" in (rule.methods or ())}
    known = {each.endpoint for each in editors()} | set(BUTTONS)
    known = known.union(*(each.split() for each in (SEEN, NEW, OWN, LAST)))
    assert there - known == set()
    assert known - there == set()
    proof.says("the lists are compared with every form of the app", f"{len(there)} forms, none missing")


@pytest.mark.promise("P16", control=True)
def test_a_form_that_says_it_was_opened_just_now_overwrites_the_first_text(demo: Flask, meeting: Meeting, proof: Proof):
    overwritten = 0
    for editor in editors():
        assert [each.status_code for each in collide(demo, meeting, editor, MADE_FROM)] == [302, 302], editor
        overwritten += missing(demo, meeting, editor) == [editor.second]
    proof.says(f"{len(editors())} forms say they were opened at the last moment", f"{overwritten} first texts lost")
    assert overwritten == len(editors())
