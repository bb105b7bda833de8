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
registration.my_person        participant /{lang}/my/details/person                      last_name      Drei Vier
registration.my_participation participant /{lang}/my/details/participation               remark         Eins Zwei
agenda.own_page               participant /{lang}/my/contribution                        organisation   Eins Zwei
pages.settings                organiser   {manage}/settings                              city           Bonn Kiel
pages.legal_text              organiser   {manage}/legal/privacy                         lead_de        Vorab Zuvor
pages.procedure               organiser   {manage}/registration/procedure                offer_hours    30 40
registration.retention        organiser   {manage}/registration/retention                needs          21 28
registration.quota            organiser   {manage}/registration/quotas/{quota}           name_de        Presse Gäste
registration.questions        organiser   {manage}/registration/questions                phone          off mandatory
registration.edit_question    organiser   {manage}/registration/questions/{question}     label_de       Wohin? Womit?
registration.internal         organiser   {manage}/registration/{registration}/internal  q3             yes no
attendees.correction          organiser   {manage}/registration/{registration}/correction last_name     Eins Zwei
pages.part                    organiser   {manage}/rooms/{hall}                          name           Buche Linde
pages.part                    organiser   {manage}/tracks/{track}                        name_de        Wissen Können
pages.cluster                 organiser   {manage}/clusters/{cluster}                    name           Photon Quanten
agenda.edit_item              organiser   {manage}/agenda/items/{item}                   title_de       Eins Zwei
agenda.edit_person            organiser   {manage}/agenda/people/{person}                last_name      Eins Zwei
pages.publication_time organiser {manage}/agenda/publication/time at 2027-04-01T08:00 2027-04-02T08:00
pages.message                 organiser   {manage}/messages/{message}                    subject_de     Eins Zwei
pages.wording                 organiser   {manage}/letters/declined/de                   subject        Eins Zwei
pages.reminder                organiser   {manage}/letters/reminders/week                days_before    33 44
"""
# What is done to what was seen: whoever has seen something else is refused, and no text could be lost.
SEEN = """
agenda.item_places agenda.placements agenda.shift agenda.copies agenda.snapshot agenda.version agenda.programme_check
agenda.undo agenda.redo agenda.proposal_acceptance agenda.acceptance pages.publication pages.message_sending
pages.cluster_list pages.legal_version pages.legal_approval registration.waiting_position registration.waiting_place
registration.mailing registration.list_check attendees.decision registration.duplicate
"""
# What makes something new, or is done once.
NEW = """
agenda.new_item agenda.new_person agenda.new_snapshot agenda.person_link agenda.programme_upload agenda.proposal
agenda.proposal_removal agenda.wishes agenda.wish_removal agenda.name_removal agenda.portrait_removal agenda.stand_in
attendees.admission attendees.passages attendees.walk_in attendees.needs_list attendees.profile attendees.new_note
attendees.new_person attendees.new_view pages.account_deed pages.edition_copy pages.new_edition pages.give_feedback
pages.feedback_report pages.join pages.letter pages.mail_address pages.mail_dismissal pages.new_cluster
pages.new_message pages.new_part pages.reminders_withdrawal pages.team_invitation registration.check
registration.invitation_new registration.invitation_shared registration.list_columns registration.list_upload
registration.new_question registration.new_quota registration.register registration.renew
"""
# What one person alone has, in one browser or with one account.
OWN = """
accounts.app accounts.app_code accounts.app_removal accounts.factor accounts.name accounts.new_passkey
accounts.new_passkey_question accounts.other_sessions_end accounts.passkey_question accounts.passkey_removal
accounts.passkey_sign_in accounts.password accounts.recovery_codes accounts.session_end accounts.sign_in
agenda.own_answer attendees.note attendees.view pages.account_email pages.account_email_proof pages.lost_password
pages.my_programme pages.new_password registration.acceptance registration.comeback registration.email_withdrawal
registration.lost_link registration.new_link registration.participation registration.pending_email
registration.person registration.personal registration.substitution
"""
# One name, one role, one place up or down: the last one counts, and each change is in the audit log with its author.
LAST = "agenda.snapshot_name pages.team_role pages.part_position registration.question_position"


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
    mine, theirs = visitor.form(path, path), visitor.form(path, path)
    needed: dict[str, Any] = {
        name: value for name, value in NEEDED.items() if name in mine.form.fields | mine.form.buttons
    }
    first = theirs.send(**{**needed, editor.field: editor.first})
    now = visitor.form(path, path).form.fields if late else {}
    needed |= {name: value for name, value in now.items() if name in late}
    return first, mine.send(**{**needed, editor.field: editor.second})


def shown(app: Flask, meeting: Meeting, editor: Editor) -> list[str]:
    """What stands in the field for whoever opens the form now."""
    path = meeting.address(editor.address)
    return visitors(app, meeting)[editor.who].form(path, path).form.fields[editor.field]


def lost(app: Flask, meeting: Meeting, editor: Editor) -> str:
    """What of the two texts is not shown to whoever saves second; nothing if the page shows all."""
    first, second = collide(app, meeting, editor)
    if (first.status_code, second.status_code) != (302, 409):
        return f"{editor.address}: {first.status_code}, then {second.status_code}"
    table = second.text.partition("table--collision")[2].partition("</table>")[0]
    shown = [each for each in (said(editor.first), said(editor.second)) if each not in table]
    return f"{editor.address}: {shown}" if shown else ""


def said(typed: str) -> str:
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
        overwritten += shown(demo, meeting, editor) == [editor.second]
    proof.says(f"{len(editors())} forms say they were opened at the last moment", f"{overwritten} first texts lost")
    assert overwritten == len(editors())
