"""“I am in this photo”: one button for a participant, an address to prove for anybody else."""

from datetime import timedelta

from flask import Response, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services.counting import Limit, by_network, count_all
from gocluster_events.core.i18n import _l
from gocluster_events.core.text import email_key
from gocluster_events.core.web.answers import Reply, found_or_404, private_page, private_way, refusals, signed_or_404
from gocluster_events.core.web.audience import participant_of_edition, public
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.core.web.requests import source
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.queries.people import takes_part
from gocluster_events.meeting.registration.people.rules.codes import DataClass, goes_at, periods
from gocluster_events.post_event.photos.forms import PleaForm
from gocluster_events.post_event.photos.queries import objections as queries, photos
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.rules.letters import PROOF
from gocluster_events.post_event.photos.rules.objections import hides_at_once
from gocluster_events.post_event.photos.services import objections as services
from gocluster_events.post_event.photos.services.objections import Plea
from gocluster_events.post_event.photos.views.blueprint import blueprint
from gocluster_events.post_event.photos.views.gallery import GALLERY

PER_HOUR = 10  # from one network
PER_ADDRESS = 3  # to one e-mail address
_HOUR = timedelta(hours=1)
_TOO_MANY = _l("Too many requests from here. Try again in %(minutes)d minutes.")


@blueprint.route(f"{GALLERY}/<uuid>/me", methods=["GET", "POST"])
@participant_of_edition
def me(uuid: str) -> Reply:
    """The photo is hidden, or the team is asked; whoever is no participant proves an address first."""
    row = photos.photo(db.session(), g.event.id, uuid)
    photo = found_or_404(row if row is not None and row.state is State.PUBLISHED else None)
    form: Form = Confirm() if g.participant is not None else PleaForm()
    answer = refusals(form, {}, too_many=_TOO_MANY)
    if form.validate_on_submit():
        with answer:
            return redirect(url_for(".answered", what=_ask(uuid, form)))
    return _page(form, photo.id, uuid), *answer.status


def _page(form: Form, photo_id: int, uuid: str) -> str:
    session = db.session()
    photo = next(each for each in photos.published(session, g.event.id) if each.uuid == uuid)
    known = queries.objections_by(session, g.participant) if g.participant is not None else ()
    has_place = g.participant is not None and takes_part(session, g.participant)
    hides = hides_at_once([each.photo_id for each in known if each.is_hiding], photo_id, has_place=has_place)
    facts = {
        "has_place": has_place,
        "has_own_pages": clock.now()
        < goes_at(g.event.ends_at, periods(g.event.retention_days)[DataClass.REGISTRATIONS]),
    }
    return render_template("post_event/photos/me.html", form=form, photo=photo, hides=hides, **facts)


def _ask(uuid: str, form: Form) -> str:
    now = clock.now()
    if not isinstance(form, PleaForm):
        state = services.object_as_participant(g.event.id, uuid, g.participant, g.lang, now)
        return "asked" if state is State.PUBLISHED else "hidden"
    email = form.email.data or ""
    limits = by_network("photo", source(), PER_HOUR, _HOUR)
    count_all([*limits, Limit("photo_to", email_key(email), PER_ADDRESS, _HOUR)], now)
    services.ask(g.event.id, uuid, Plea(email, g.lang, form.remark.data), now)
    return "sent"


@blueprint.get(f"{GALLERY}/<any(hidden, asked, sent):what>")
@public
def answered(what: str) -> str:
    """What has become of it, and what comes next."""
    return render_template("post_event/photos/answered.html", what=what)


@blueprint.route("/<lang:lang>/my/photo/<token>", methods=["GET", "POST"])
@public
def proof(token: str) -> Response:
    """Whoever asked with an address confirms that it is theirs; then the team is asked."""
    number, _generation = signed_or_404(PROOF, token)
    row = queries.objection(db.session(), number)
    if row is None:
        return private_page("post_event/photos/proof_over.html", 410)
    g.event = db.session().get_one(Event, row.event_id)
    form = Confirm()
    if form.validate_on_submit():
        if services.prove(number, clock.now()):
            return private_way(".answered", edition=g.event.slug, what="asked")
        return private_page("post_event/photos/proof_over.html", 410)
    return private_page("post_event/photos/proof.html", form=form)
