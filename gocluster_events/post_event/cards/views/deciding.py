"""Moving knowledge cards on, publishing and taking back, putting aside and restoring, and making one of several.

Each page names the cards that were chosen and what follows, and asks once.
"""

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.post_event.cards.forms.card import MergeForm, MergeOneForm
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.queries.asking import recipients
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.cards.rules.codes import ASIDE, Deed, State
from gocluster_events.post_event.cards.rules.states import MOVES, refusal
from gocluster_events.post_event.cards.services import asking, deciding
from gocluster_events.post_event.cards.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.cards.views.board import place
from gocluster_events.post_event.cards.words import deeds
from gocluster_events.post_event.cards.words.codes import REFUSALS
from gocluster_events.post_event.cards.words.items import card_name
from gocluster_events.post_event.cards.words.own import rows
from gocluster_events.post_event.releases.words.release import OTHER_SUBJECT

_MOVES = {state.value: deed for state, deed in MOVES.items() if state is not State.PUBLIC}


@blueprint.route(f"{MANAGE}/state", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def state() -> Reply:
    """The chosen cards are collected, edited or asked about."""
    return _decision(found_or_404(_MOVES.get(request.values.get("to", State.EDITED.value))))


@blueprint.route(f"{MANAGE}/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication() -> Reply:
    """The public reads the chosen cards."""
    return _decision(Deed.PUBLISH)


@blueprint.route(f"{MANAGE}/publication/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def publication_removal() -> Reply:
    """The public reads the chosen cards no longer."""
    return _decision(Deed.TAKE_BACK)


@blueprint.route(f"{MANAGE}/dismissal", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def dismissal() -> Reply:
    """The chosen cards are put aside."""
    return _decision(Deed.DISMISS)


@blueprint.route(f"{MANAGE}/restoration", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def restoration() -> Reply:
    """The chosen cards that were put aside are collected again."""
    return _decision(Deed.RESTORE)


@blueprint.route(f"{MANAGE}/merging", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def merging() -> Reply:
    """One card stays, and the others become part of it."""
    overview, seen = queries.overview(db.session(), g.event.id), _chosen()
    cards = _of(overview, seen)
    form = _merge_form(overview, cards)
    if cards and form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                deciding.merge(g.event.id, seen, form.into.data, acting())
                number = len(set(seen) - {form.into.data})
                return saved(deeds.done(Deed.MERGE, number), ".card", uuid=form.into.data)
        except Stale:
            cards = _of(queries.overview(db.session(), g.event.id), seen)
            form.form_errors.append(str(OTHER_SUBJECT))
            return _page(form, Deed.MERGE, cards), 409
    return _page(form, Deed.MERGE, cards)


def _merge_form(overview: queries.Overview, cards: tuple[Card, ...]) -> MergeForm:
    """Of several cards one of them stays, the public one before all; one card becomes part of any other."""
    others = cards if len(cards) > 1 else [card for card in overview.cards if card not in cards]
    possible = [card for card in others if card.state not in ASIDE]
    first = sorted(possible, key=lambda card: card.public is None)[: len(cards) > 1]
    form = (MergeForm if len(cards) > 1 else MergeOneForm)(data={"into": first[0].uuid if first else ""})
    blank = [("", _("Please choose"))] if possible and len(cards) == 1 else []
    form.offer([*blank, *((card.uuid, card_name(card)) for card in possible)])
    return form


def _decision(deed: Deed) -> Reply:
    seen, form, status = _chosen(), Confirm(), 200
    if seen and form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                done = deeds.done(deed, len(seen))
                if deed is Deed.ASK:
                    done += " " + deeds.written(asking.ask(g.event.id, seen, acting(), rows))
                else:
                    deciding.decide(g.event.id, seen, deed, acting())
                return saved(done, ".cards", _anchor=f"card-{next(iter(seen))}", **place())
        except Stale:
            form.form_errors.append(str(OTHER_SUBJECT))
            status = 409
    return _page(form, deed, _of(queries.overview(db.session(), g.event.id), seen)), status


def _chosen() -> Mapping[str, int | None]:
    """The cards that were ticked, by UUID, each with the revision at which somebody ticked it."""
    pairs = (typed.partition(".") for typed in request.values.getlist("card"))
    return {uuid: number_in(revision) for uuid, _dot, revision in pairs}


def _of(overview: queries.Overview, seen: Mapping[str, int | None]) -> tuple[Card, ...]:
    return tuple(card for card in overview.cards if card.uuid in seen)


def _page(form: Form, deed: Deed, cards: tuple[Card, ...]) -> str:
    now = clock.now()
    reasons = {card.uuid: refusal(card, deed, now) for card in cards}
    facts: dict[str, Any] = {"able": [card for card in cards if reasons[card.uuid] is None]}
    able = [card.uuid for card in facts["able"]]
    facts["people"] = recipients(db.session(), g.event.id, able) if deed is Deed.ASK else None
    return render_template(
        "post_event/cards/merging.html" if deed is Deed.MERGE else "post_event/cards/deed.html",
        form=form,
        deed=deed,
        cards=cards,
        reasons=reasons,
        place=place(),
        **facts,
    )
