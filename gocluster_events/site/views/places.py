"""How many places are left, for pages that are the same for everyone and ask for it afterwards."""

from typing import Any

from flask import Response, g, jsonify, url_for

from gocluster_events import clock, db
from gocluster_events.events.rules.edition import Phase, Window, phase
from gocluster_events.i18n import _, current_language
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.quotas.words import spare_sentence
from gocluster_events.site import queries, words
from gocluster_events.site.queries import Offer
from gocluster_events.site.rules.places import Places
from gocluster_events.site.views.blueprint import blueprint
from gocluster_events.web.audience import public

SECONDS = 5


@blueprint.get("/<edition>/places.json")
@public
def places() -> Response:
    """The free places of each mode, in the words of ``?lang=``; whoever asks again within seconds gets the same."""
    event = g.event
    window = Window(event.registration_opens_at, event.registration_closes_at)
    now = clock.now()
    is_open = phase(event.status, window, now) is Phase.OPEN
    waiting, offer = queries.figures(db.session(), event.id), queries.offered(db.session(), event, now)
    answer = jsonify(
        open=is_open,
        link=url_for("sign_up.register", lang=current_language()),
        invitation=_("Join the waiting list"),
        places=[
            _one(each, waiting.of(Status.WAITLISTED, each.mode), _spare(offer, each), is_open=is_open)
            for each in offer.places
        ],
    )
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    answer.vary.add("Accept-Language")  # which decides where the address does not
    return answer


def _one(places: Places, waiting: int, spare: list[str], *, is_open: bool) -> dict[str, Any]:
    sentence = " ".join(spare) or words.places_left(places)
    return {
        "mode": places.mode.value,
        "free": places.free,
        "full": not places.free and not spare,
        "waiting": waiting,
        "sentence": sentence if is_open else "",
    }


def _spare(offer: Offer, places: Places) -> list[str]:
    """What is left for some in that mode."""
    return [spare_sentence(name, each) for name, each in offer.spare if each.mode is places.mode]
