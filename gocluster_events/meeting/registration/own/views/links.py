"""What the links in mails open, and asking for a new one. Only a POST changes anything."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, abort, g, make_response, redirect, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.rules import Lost
from gocluster_events.core.accounts.services.lost_links import ask_for
from gocluster_events.core.accounts.services.sessions import start_participant_session
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply, private_page, private_way, refusals, signed_or_away
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.headers import private_link
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.own import words
from gocluster_events.meeting.registration.own.forms import LostLinkForm
from gocluster_events.meeting.registration.own.rules import proof, proof_again
from gocluster_events.meeting.registration.own.services import addresses
from gocluster_events.meeting.registration.own.views.page import blueprint
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, Refusal, may_register_again_until
from gocluster_events.meeting.registration.people.rules.entry import read
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.sign_up.services import colleagues, links, proving

PURPOSES: Mapping[str, str] = {
    "prove": "own.prove",
    "prove-again": "own.prove_again",
    "prove-email": "own.prove_email",
    "open": "own.personal",
}


@dataclass(frozen=True)
class Link:
    """A link that we signed: whose it is, and of which generation."""

    registration: Registration
    generation: int


@blueprint.route("/my/prove/<token>", methods=["GET", "POST"])
@public
def prove(token: str) -> Response:
    """A person confirms that the address is theirs."""
    link, form = _signed("prove", token), Confirm()
    if link.generation != link.registration.generation:
        return _outdated("prove", token)
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            identity = link.registration.id
            key, questions = proving.prove_and_enter(g.event.id, identity, link.generation, clock.now())
            people_views.name_left_out(questions)
            return _on_their_page(key)
    event, now = g.event, clock.now()
    standing = proof(link.registration.status, events.registration_phase(event, now))
    closes, ended = event.registration_closes_at, link.registration.ended_at or now
    until = may_register_again_until(closes, ended, was_proven=link.registration.proven_at is not None)
    page = "meeting/registration/own/prove.html"
    return private_page(page, form=form, entry=link.registration, standing=standing, until=until)


@blueprint.route("/my/prove-again/<token>", methods=["GET", "POST"])
@public
def prove_again(token: str) -> Response:
    """A person confirms data that were typed for an address already known."""
    link, form = _signed("prove-again", token), Confirm()
    pending = people.pending_entry(db.session(), link.registration.id)
    is_dead = pending is None or link.generation != link.registration.pending_generation
    if pending is None or is_dead or links.is_over(pending, clock.now()):
        return _outdated("prove-again", token)
    entry, keeps_place = read(PersonalData, pending.entry), link.registration.status in ACTIVE
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS) as answer:
            identity = link.registration.id
            generation, ended = proving.prove_again(g.event.id, identity, link.generation, clock.now())
            people_views.name_left_out(ended)
            return enter(identity, generation)
        if answer.code is Refusal.LINK_OUTDATED:
            return _outdated("prove-again", token)
    standing = proof_again(link.registration.status, events.registration_phase(g.event, clock.now()))
    page = "meeting/registration/own/prove_again.html"
    return private_page(page, form=form, entry=entry, standing=standing, keeps_place=keeps_place)


@blueprint.route("/my/prove-email/<token>", methods=["GET", "POST"])
@public
def prove_email(token: str) -> Response:
    """A person confirms that the new address of a registration is theirs; the page names nothing but that address."""
    link, form = _signed("prove-email", token), Confirm()
    address = people.pending_email(link.registration, clock.now())
    if not address or link.generation != link.registration.email_generation:
        return _outdated("prove-email", token)
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            identity = link.registration.id
            return enter(identity, addresses.prove_email(g.event.id, identity, link.generation, clock.now()))
    return private_page("meeting/registration/own/prove_email.html", form=form, email=address)


@blueprint.route("/my/<token>", methods=["GET", "POST"])
@public
def personal(token: str) -> Response:
    """A person opens their page; from then on its address holds no token."""
    link, form = _signed("open", token), Confirm()
    if link.generation != link.registration.generation:
        return _outdated("open", token)
    if form.validate_on_submit():
        colleagues.answer_in_person(g.event.id, identity := link.registration.id, clock.now())
        return enter(identity, link.generation)
    return private_page("meeting/registration/own/personal.html", form=form, registration=link.registration)


@blueprint.post("/my/<any(prove, 'prove-again', 'prove-email', open):kind>/<token>/renew")
@public
def renew(kind: str, token: str) -> Response:
    """A new link goes to the registered address; the answer is the same however often one asks."""
    link = _signed(kind, token)
    if not Confirm().validate_on_submit():
        return _outdated(kind, token)
    identity, email = link.registration.id, link.registration.email
    if people_views.may_resend(email):
        links.send_link(g.event.id, identity, clock.now())
    return private_way(".link_sent")


@blueprint.get("/my/link-sent")
@public
def link_sent() -> str:
    """A new link is on its way."""
    return render_template("meeting/registration/own/link_sent.html")


def _signed(kind: str, token: str) -> Link:
    """The link behind a token, whose edition becomes the page's; the page that says so where nothing is left of it."""
    identity, generation = signed_or_away(PURPOSES[kind], token)
    match = people.registration_with_event(db.session(), identity)
    if match is None:
        abort(private_page("meeting/registration/own/gone.html", 410))
    registration, g.event = match
    db.session().expunge(g.event)  # as the request found it: a verb's transaction reads its own
    return Link(registration, generation)


def _outdated(kind: str, token: str) -> Response:
    address = url_for(".renew", kind=kind, token=token)
    return private_page("meeting/registration/own/outdated.html", 410, form=Confirm(), address=address)


def enter(registration_id: int, generation: int) -> Response:
    """The browser holds a session of the person and is on their page, or on the one for which they need it."""
    event_id, now = g.event.id, clock.now()
    key = start_participant_session(f"edition:{event_id}", f"registration:{registration_id}", generation, now)
    return _on_their_page(key)


def _on_their_page(key: str) -> Response:
    sessions.remember_participant(key)
    way = sessions.taken_way(clock.now())
    return private_link(make_response(redirect(way))) if way else private_way("site.my")


@blueprint.route("/lost-link", methods=["GET", "POST"])
@public
def lost_link() -> Reply:
    """It is noted that somebody has lost a link; who it is the worker looks up, so that no answer tells by its time."""
    _return_to(request.args.get("edition", ""))
    form = LostLinkForm()
    answer = refusals(form, codes.REFUSALS, too_many=codes.TOO_MANY)
    if form.validate_on_submit():
        with answer:
            return _send(form.email.data or "")
    return closed(form), *answer.status


def closed(form: LostLinkForm | None = None) -> str:
    """The page for whoever has no session: why, where that is known, a field for the address, and ways on."""
    if g.event is None:
        _return_to(request.args.get("edition", ""))
    return render_template(
        "meeting/registration/own/closed.html",
        form=form or LostLinkForm(),
        why=words.CLOSED.get(request.args.get("why", "")),
        has_ended=request.args.get("why") == "ended",  # by the button on this device
    )


def _send(email: str) -> Reply:
    people_views.count_lost_link()
    if people_views.may_resend(email):
        ask_for(Lost.LINK, email, g.lang, clock.now())
    return redirect(url_for(".lost_link_sent", edition=g.slug))


@blueprint.get("/lost-link/sent")
@public
def lost_link_sent() -> str:
    """A link is on its way if the address is known."""
    _return_to(request.args.get("edition", ""))
    return render_template("meeting/registration/own/lost_link_sent.html")


def _return_to(slug: str) -> None:
    """The page belongs to the edition that somebody came from, where the public knows it."""
    event = events.event(db.session(), slug) if slug else None
    if event is not None and event.status is not EventStatus.DRAFT:
        g.event, g.slug = event, slug
