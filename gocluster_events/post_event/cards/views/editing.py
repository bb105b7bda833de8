"""Writing a knowledge card, and changing one; a colleague's change meanwhile is shown, not overwritten."""

from typing import Any

from flask import g, render_template, request

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.post_event.cards.forms.card import CardForm, card_form
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules.cards import Card, CardFacts
from gocluster_events.post_event.cards.rules.codes import ASIDE, Deed, Refusal, State
from gocluster_events.post_event.cards.rules.states import refusal, ways
from gocluster_events.post_event.cards.services import cards as services
from gocluster_events.post_event.cards.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.cards.words.codes import REFUSALS
from gocluster_events.post_event.cards.words.items import item_choices, person_choices

FIELDS = {Refusal.NO_ITEM: "item"}


@blueprint.route(f"{MANAGE}/new", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def new_card() -> Reply:
    """The team writes a card."""
    overview = queries.overview(db.session(), g.event.id, "-")
    form = card_form(CardFacts(item=request.args.get("item", ""), language=current_language()))
    form.offer([("", _("Please choose")), *item_choices(overview.timetable)], person_choices(overview.timetable, ()))
    if form.validate_on_submit():
        with refusals(form, REFUSALS, FIELDS):
            uuid = services.write(g.event.id, form.facts(), acting())
            return saved(_("The card is saved."), ".card", uuid=uuid)
    return render_template("post_event/cards/new_card.html", form=form)


@blueprint.route(f"{MANAGE}/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def card(uuid: str) -> Reply:
    """The card says what was typed."""
    overview = queries.overview(db.session(), g.event.id)
    here = _of(overview, uuid)
    form = _form(overview, here)
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS, FIELDS):
                services.change(g.event.id, uuid, form.facts(), read_revision(form), acting())
                return saved(_("The card is saved."), ".card", uuid=uuid)
        except Stale:
            overview = queries.overview(db.session(), g.event.id)
            here = _of(overview, uuid)
            theirs = _form(overview, here, is_typed=False)
            return _page(form, overview, here, collision=collided(form, theirs)), 409
    return _page(form, overview, here)


def _of(overview: queries.Overview, uuid: str) -> Card:
    return found_or_404(next((each for each in overview.cards if each.uuid == uuid), None))


def _form(overview: queries.Overview, here: Card, *, is_typed: bool = True) -> CardForm:
    form = card_form(here.facts, here.revision, is_typed=is_typed)
    people = person_choices(overview.timetable, here.spoke, here.facts.ask_person, here.facts.owner)
    form.offer(item_choices(overview.timetable, here.facts.item), people)
    return form


def _page(form: CardForm, overview: queries.Overview, here: Card, **facts: Any) -> str:
    now = clock.now()
    barred = set() if may(Permission.PUBLISH_RESULTS) else {State.PUBLIC}
    return render_template(
        "post_event/cards/card.html",
        form=form,
        card_here=here,
        timetable=overview.timetable,
        parts=overview.part_of(here.number),
        whole=next((each for each in overview.cards if each.number == here.merged_into), None),
        ways=[state for state in ways(here, now) if state not in barred],
        hurdle=refusal(here, Deed.PUBLISH, now) if here.state is not State.PUBLIC else None,
        is_aside=here.state in ASIDE,
        author=queries.author(db.session(), here.author),
        **facts,
    )
