"""How many places are left, for pages that are the same for everyone and ask for it afterwards."""

from typing import Any

from flask import Response, g, jsonify, url_for

from gocluster_events import clock, db
from gocluster_events.events.rules import Phase, Window, phase
from gocluster_events.i18n import _, current_language
from gocluster_events.pages import queries, words
from gocluster_events.pages.rules.places import Places
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.registration.rules.codes import Status
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
    waiting = queries.figures(db.session(), event.id)
    answer = jsonify(
        open=is_open,
        link=url_for("registration.register", lang=current_language()),
        invitation=_("Join the waiting list"),
        places=[
            _one(each, waiting.of(Status.WAITLISTED, each.mode), words.places_left(each) if is_open else "")
            for each in queries.offered(db.session(), event, now)
        ],
    )
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    answer.vary.add("Accept-Language")  # which decides where the address does not
    return answer


def _one(places: Places, waiting: int, sentence: str) -> dict[str, Any]:
    return {
        "mode": places.mode.value,
        "free": places.seats.free,
        "full": places.seats.free == 0,
        "waiting": waiting,
        "sentence": sentence,
    }
