"""Several people in one sign-up: what the pages say about each of them, and taking somebody out again."""

from collections.abc import Sequence
from typing import Any

from flask import g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.errors import Refused
from gocluster_events.registration.invitations.queries import codes as codes_queries
from gocluster_events.registration.people.queries import places, questions
from gocluster_events.registration.people.rules.changing import Prospect, outlook as outlook_of, spelled
from gocluster_events.registration.people.rules.codes import Refusal
from gocluster_events.registration.people.rules.entry import SignUp
from gocluster_events.registration.people.rules.questions import Asked
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.sign_up import words
from gocluster_events.registration.sign_up.forms import CheckForm, PersonForm, RemovalForm
from gocluster_events.registration.sign_up.queries import OpenDraft
from gocluster_events.registration.sign_up.rules import MOST
from gocluster_events.registration.sign_up.services import drafts as drafts_services
from gocluster_events.registration.sign_up.views import drafts
from gocluster_events.registration.sign_up.views.blueprint import blueprint
from gocluster_events.web import fields
from gocluster_events.web.audience import draft_holder


@blueprint.route("/<edition>/register/<draft>/<int:number>/removal", methods=["GET", "POST"])
@draft_holder
def removal(draft: str, number: int) -> Any:
    """Whether this person shall not be registered after all, and the button for it."""
    found = drafts.opened(draft)
    if found.row.submitted_at is not None or not 1 <= number <= len(found.row.entries) or len(found.row.entries) == 1:
        return drafts.way_on(found)
    typed = drafts.entry_of(found, number)
    form = RemovalForm(data={"entry": typed.key})
    if form.validate_on_submit():
        drafts_services.remove_person(draft, form.key)
        return redirect(url_for(".check", draft=draft))
    return render_template("registration/sign_up/removal.html", form=form, typed=typed, **drafts.heading(found, number))


def show_refusal(form: PersonForm, refusal: Refused) -> None:
    """The form says why the person cannot join: at the address if it is that, otherwise above its fields."""
    if refusal.code is Refusal.ADDRESS_TWICE:
        form.email.errors = [*form.email.errors, str(codes.REFUSALS[Refusal.ADDRESS_TWICE])]
    else:
        fields.show_refusal(form, refusal, codes.REFUSALS)


def to_check(draft: OpenDraft, form: CheckForm, sign_ups: Sequence[SignUp]) -> dict[str, Any]:
    """Everybody with their groups and prospects; the form carries along what the page says of them."""
    applicants = [codes_queries.newcomer(db.session(), g.event.id, sign_up.entry) for sign_up in sign_ups]
    board = places.board(db.session(), g.event, clock.now())
    prospects = outlook_of(board, applicants, g.event.confirmation)
    form.outlook.data = spelled(prospects)
    asked = questions.asked(db.session(), g.event)
    people = [_person(*each, asked) for each in zip(sign_ups, prospects, strict=True)]
    return {
        "draft": draft.row.id,
        "people": people,
        "reviews": drafts.reviews(),
        "phase": drafts.current_phase().value,
        "waits": sum(prospect is Prospect.WAITS for prospect in prospects),
        "may_add": len(people) < MOST,
    }


def _person(sign_up: SignUp, prospect: Prospect, questionnaire: Asked) -> dict[str, Any]:
    """What one of them told, as it is asked today, and what they can expect."""
    entry, answered = sign_up.entry, questionnaire.answered(sign_up.answers)
    return {
        "name": entry.name,
        "prospect": prospect,
        "sentence": codes.PROSPECTS[prospect][entry.mode],
        "groups": words.groups(
            entry, entry, sign_up.needs, questionnaire=questionnaire, answered=answered, identity=sign_up.identity
        ),
    }
