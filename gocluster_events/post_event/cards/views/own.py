"""The cards about which somebody of the programme is asked, on their own page: each as everybody would read it."""

from flask import g, render_template
from markupsafe import Markup

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import LazyString, _, _n
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.core.web.audience import contributor
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import people as people_queries
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules.timetable import Person as TimetablePerson, Timetable
from gocluster_events.meeting.agenda.services.people import subject
from gocluster_events.meeting.agenda.views.people import OWN as OWN_PAGE
from gocluster_events.post_event.cards.forms.own import OwnCardForm, own_card_form
from gocluster_events.post_event.cards.queries import own as queries
from gocluster_events.post_event.cards.rules.codes import SILENCE
from gocluster_events.post_event.cards.rules.own import OwnCard
from gocluster_events.post_event.cards.services import own as services
from gocluster_events.post_event.cards.views.blueprint import blueprint
from gocluster_events.post_event.cards.words.codes import REFUSALS
from gocluster_events.post_event.cards.words.own import OTHER_CARD
from gocluster_events.post_event.releases import rules as releases
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.releases.words.release import wording

OWN = f"{OWN_PAGE}/cards"


@blueprint.get(OWN)
@contributor
def own() -> str:
    """The cards about which the person is asked, first those that wait for an answer."""
    cards = queries.own_cards(db.session(), g.event.id, _mine().uuid)
    waiting = [each for each in cards if each.waits]
    earlier = [each for each in cards if each.may_object and not each.waits]
    answered = [each for each in cards if not each.may_object and not each.waits]
    theme = edition_theme(db.session(), g.event.id)
    return render_template(
        "post_event/cards/own.html", waiting=waiting, earlier=earlier, answered=answered, theme=theme
    )


@blueprint.route(f"{OWN}/<uuid>", methods=["GET", "POST"])
@contributor
def own_card(uuid: str) -> Reply:
    """What the person says of the card is stored, and the next one that waits is shown."""
    card = _card_or_404(uuid)
    form = own_card_form(card)
    if form.validate_on_submit():
        if form.is_outdated:
            return _asked_again(form, uuid)
        try:
            with refusals(form, REFUSALS):
                act = Act(subject(g.contributor), clock.now())
                services.respond(g.event.id, g.contributor, uuid, form.response, form.seen.data or "", act)
                return _taken_back() if form.response.objects else _onward()
        except Stale:
            return _asked_again(form, uuid)
    return _page(form, card)


def _taken_back() -> Reply:
    return saved(_("Thank you. Nobody outside the team reads this text any more. The team knows what you say."), ".own")


def _onward() -> Reply:
    waiting = [each for each in queries.own_cards(db.session(), g.event.id, _mine().uuid) if each.waits]
    if not waiting:
        return saved(_("Thank you. Your answer is saved. You can change it at any time."), ".own")
    left = _n("%(num)d card still waits for you.", "%(num)d cards still wait for you.", len(waiting))
    return saved(_("Thank you. Your answer is saved.") + " " + left, ".own_card", uuid=waiting[0].card.uuid)


def _asked_again(typed: OwnCardForm, uuid: str, why: LazyString = OTHER_CARD) -> Reply:
    """The page with the card as it is now; what was typed stays."""
    card = _card_or_404(uuid)
    typed.seen.data, typed.wording.data = card.seen, str(releases.WORDING)
    typed.form_errors.append(str(why))
    return _page(typed, card), 409


def _page(form: OwnCardForm, card: OwnCard) -> str:
    asked_at, release = card.card.asked_at, card.release
    number = release.wording if release and release.answered_at else releases.WORDING
    return render_template(
        "post_event/cards/own_card.html",
        form=form,
        own=card,
        theme=edition_theme(db.session(), g.event.id),
        until=asked_at + SILENCE if asked_at and clock.now() < asked_at + SILENCE else None,
        sentences=wording(Kind.CARD),
        before=wording(Kind.CARD, number) if number != releases.WORDING else (),
    )


def own_section(_timetable: Timetable, person: TimetablePerson) -> Markup:
    """What the person's own page says of the cards about which they are asked; nothing where there is none."""
    cards = queries.own_cards(db.session(), g.event.id, person.uuid)
    if not cards:
        return Markup()
    waiting = sum(each.waits for each in cards)
    text = render_template("post_event/cards/_own_section.html", number=len(cards), waiting=waiting)
    return Markup(text)  # noqa: S704 -- a template of ours, which escapes


def _mine() -> Person:
    return found_or_404(people_queries.person_with_event(db.session(), g.contributor))[0]


def _card_or_404(uuid: str) -> OwnCard:
    return found_or_404(queries.own_card(db.session(), g.event.id, _mine().uuid, uuid))
