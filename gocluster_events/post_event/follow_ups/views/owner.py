"""What became of a next step, behind the link of a letter to whoever takes it; nobody has to sign in."""

from flask import Response, flash, g, render_template
from markupsafe import Markup

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import private_page, private_way, signed_or_404
from gocluster_events.core.web.audience import public
from gocluster_events.meeting.agenda.rules.timetable import Person, Timetable
from gocluster_events.meeting.agenda.services.people import subject
from gocluster_events.post_event.follow_ups.forms import EndForm, answer_form
from gocluster_events.post_event.follow_ups.queries.asking import Opened, opened
from gocluster_events.post_event.follow_ups.queries.own import own_steps
from gocluster_events.post_event.follow_ups.rules.codes import ENDS
from gocluster_events.post_event.follow_ups.rules.letters import LINK
from gocluster_events.post_event.follow_ups.services import answering as services
from gocluster_events.post_event.follow_ups.views.blueprint import OWN, blueprint


@blueprint.route(f"{OWN}/<token>", methods=["GET", "POST"])
@public
def answer(token: str) -> Response:
    """What they say is stored for the team; they may change it as long as the link works."""
    link = signed_or_404(LINK, token)
    known = _opened(link)
    if known is None:
        return private_page("post_event/follow_ups/over.html", 410)
    form = answer_form(None if known.follow_up.is_from_team else known.follow_up)
    if form.validate_on_submit():
        typed = form.answer(g.lang)
        try:
            services.answer(known.event.id, link, typed, _act(known))
        except Refused:  # ended meanwhile
            return private_page("post_event/follow_ups/over.html", 410)
        onward = _("We do not ask you about this step again.") if typed.outcome in ENDS else ""
        flash(" ".join(filter(None, (_("Thank you. Your answer is saved."), onward))), "success")
        return private_way(".answer", token=token)
    return private_page("post_event/follow_ups/answer.html", form=form, known=known, token=token)


@blueprint.route(f"{OWN}/<token>/end", methods=["GET", "POST"])
@public
def ending(token: str) -> Response:
    """They are asked no more about this step, and nobody knows any more that they took it."""
    link = signed_or_404(LINK, token)
    known = _opened(link)
    if known is None:
        return private_page("post_event/follow_ups/over.html", 410)
    form = EndForm()
    if form.validate_on_submit():
        try:
            services.end(known.event.id, link, _act(known), forgets=form.forgets.data)
        except Refused:  # ended meanwhile
            return private_page("post_event/follow_ups/over.html", 410)
        return private_way(".ended", edition=known.event.slug)
    return private_page("post_event/follow_ups/ending.html", form=form, known=known, token=token)


@blueprint.get("/<lang:lang>/<edition>/follow-up/ended")
@public
def ended() -> str:
    """That nobody is asked any more."""
    return render_template("post_event/follow_ups/ended.html")


def _opened(link: tuple[int, int]) -> Opened | None:
    known = opened(db.session(), *link, clock.now())
    if known is not None:
        g.event = known.event
        db.session().expunge(g.event)  # as the request found it: a verb's transaction reads its own
    return known


def _act(known: Opened) -> Act:
    return Act(subject(known.contact.id), clock.now())


def own_section(_timetable: Timetable, person: Person) -> Markup:
    """What the person's own page says of the steps they were asked about; nothing where there is none."""
    steps = own_steps(db.session(), g.event.id, person.uuid)
    if not steps:
        return Markup()
    text = render_template("post_event/follow_ups/_own_section.html", steps=steps)
    return Markup(text)  # noqa: S704 -- a template of ours, which escapes
