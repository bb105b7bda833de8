"""What became of the next steps, for the team: what waits for it, who is asked when, and what everybody reads."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, _l
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.reading import steps
from gocluster_events.post_event.follow_ups.forms import SeenForm, note_form, publication_form
from gocluster_events.post_event.follow_ups.queries.board import board
from gocluster_events.post_event.follow_ups.rules.board import Line, waiting
from gocluster_events.post_event.follow_ups.rules.codes import Showing, Standing
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp
from gocluster_events.post_event.follow_ups.services import asking, reviewing
from gocluster_events.post_event.follow_ups.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.follow_ups.words.codes import REFUSALS

_OTHER = _l("Something has changed since you opened this page. Please look at it again.")


@blueprint.get(MANAGE)
@requires(Permission.EDIT_RESULTS)
def follow_ups() -> str:
    """Every next step with what became of it; first what waits for the team."""
    lines = _lines()
    return render_template(
        "post_event/follow_ups/follow_ups.html",
        groups=[(each, [line for line in lines if line.standing is each]) for each in Standing],
        lines=lines,
        waiting=waiting(lines),
        figure=steps(published(db.session(), g.event.id)),
    )


@blueprint.route(f"{MANAGE}/card/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def note(uuid: str) -> Reply:
    """What the team learned itself of a step is stored; nobody else reads it yet."""
    line = _line_of(uuid)
    form = note_form(line.note)
    if form.validate_on_submit():
        language = line.card.public.facts.language if line.card.public else g.lang
        try:
            with refusals(form, REFUSALS):
                reviewing.note(g.event.id, uuid, form.answer(language), read_revision(form), acting())
                return saved(_("Written down. Nobody else reads it until you publish it."), ".follow_ups")
        except Stale:
            both = collided(form, note_form(_line_of(uuid).note, is_typed=False))
            return render_template("post_event/follow_ups/note.html", form=form, line=line, collision=both), 409
    return render_template("post_event/follow_ups/note.html", form=form, line=line)


def _line_of(uuid: str) -> Line:
    return found_or_404(next((each for each in _lines() if each.card.uuid == uuid and each.card.public), None))


@blueprint.route(f"{MANAGE}/<int:number>/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication(number: int) -> Reply:
    """Everybody reads beside the card what became of its step."""
    line, last = _line(number)
    form = publication_form(last)
    if form.validate_on_submit():
        with_text = "showing" in form and form.showing.data == Showing.ALL.value
        try:
            with refusals(form, REFUSALS):
                reviewing.publish(g.event.id, number, read_revision(form), acting(), with_text=with_text)
                return saved(_("Everybody reads beside the card what became of its next step."), ".follow_ups")
        except Stale:
            return _changed("publication", number, form)
    return _page("publication", line, last, form)


@blueprint.route(f"{MANAGE}/<int:number>/publication/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication_removal(number: int) -> Reply:
    """Nobody outside the team reads it any more."""
    return _decide(
        number, "removal", reviewing.take_back, _("Nobody else can read any longer what became of this step.")
    )


@blueprint.route(f"{MANAGE}/<int:number>/asking", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def ask_again(number: int) -> Reply:
    """Whoever takes the step has another letter."""
    return _decide(number, "asking", asking.ask_again, _("The e-mail is on its way."))


@blueprint.route(f"{MANAGE}/<int:number>/dismissal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def dismissal(number: int) -> Reply:
    """It waits for the team no more."""
    return _decide(number, "dismissal", reviewing.set_aside, _("It is set aside. You find it further down."))


def _decide(number: int, page: str, verb: Any, done: str) -> Reply:
    line, last = _line(number)
    form = SeenForm(data={"revision": str(last.revision)})
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                verb(g.event.id, number, read_revision(form), acting())
                return saved(done, ".follow_ups")
        except Stale:
            return _changed(page, number, form)
    return _page(page, line, last, form)


def _changed(page: str, number: int, form: SeenForm) -> Reply:
    """The page with what is stored now, and that it is something else."""
    line, last = _line(number)
    form.revision.data = str(last.revision)
    form.form_errors.append(str(_OTHER))
    return _page(page, line, last, form), 409


def _page(page: str, line: Line, last: FollowUp, form: SeenForm) -> str:
    return render_template(f"post_event/follow_ups/{page}.html", form=form, line=line, last=last)


def _lines() -> Sequence[Line]:
    return board(db.session(), g.event, clock.now())


def _line(number: int) -> tuple[Line, FollowUp]:
    """What was asked, by its id, with the line on which it stands."""
    every = [(line, each) for line in _lines() for each in (*line.earlier, line.last) if each and each.id == number]
    return found_or_404(next(iter(every), None))
