"""The legal pages, and what programs ask of the site."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, make_response, redirect, url_for

from gocluster_events.attendance.bookings.queries.places import item_places
from gocluster_events.attendance.bookings.words import places as bookings
from gocluster_events.backoffice.legal.rules import Kind
from gocluster_events.backoffice.legal.views import public_page
from gocluster_events.core import clock, db
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.picture import Picture, from_file
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.page_cache import each_second, fresh
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import RegistrationPhase, Shelf, Window
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.quotas import words as quotas
from gocluster_events.site import words
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.rules.registration_box import ModeSeats

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
@public
def root() -> Response:
    """On to the start page in the language that the browser asks for."""
    response = make_response(redirect(url_for("site.editions")))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<lang:lang>/privacy")
@public
def privacy() -> str:
    """The privacy notice (Art. 13 GDPR)."""
    return public_page(Kind.PRIVACY)


@blueprint.get("/<lang:lang>/attendee-list")
@public
def list_notice() -> str:
    """What the attendee list tells, and to whom."""
    return public_page(Kind.LIST)


@blueprint.get("/<lang:lang>/photos")
@public
def photo_notice() -> str:
    """What becomes of photographs."""
    return public_page(Kind.PHOTOS)


@blueprint.get("/<lang:lang>/imprint")
@public
def imprint() -> str:
    """The legal notice (section 5 DDG)."""
    return public_page(Kind.IMPRINT)


@blueprint.get("/<lang:lang>/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement (section 12b BGG, section 7 BITV)."""
    shelves = queries.shelves(db.session(), clock.now())
    meetings = [meeting for shelf, rows in shelves.items() if shelf is not Shelf.PAST for meeting in rows]
    return public_page(Kind.ACCESSIBILITY, meetings=meetings)


SECONDS = 5


@blueprint.get("/<edition>/places.json")
@public
def places() -> Response:
    """The free places of each mode and item, in the words of ``?lang=``; whoever asks again within seconds gets the
    same.
    """
    event, now = g.event, clock.now()
    answer = jsonify(fresh("places", (event.id, g.lang), lambda: _places(now)) | {"items": _items(now)})
    answer.headers["Cache-Control"] = f"public, max-age={_lasts(events.window(event), now)}"
    answer.vary.add("Accept-Language")  # which decides where the address does not
    return answer


def _places(now: datetime) -> dict[str, Any]:
    event = g.event
    is_open = events.registration_phase(event, now) is RegistrationPhase.OPEN
    waiting, offer = queries.figures(db.session(), event.id), queries.offered(db.session(), event, now)
    return {
        "open": is_open,
        "link": url_for("sign_up.register", lang=current_language()),
        "invitation": _("Join the waiting list"),
        "places": [
            _one(each, waiting.of(Status.WAITLISTED, each.mode), _spare(offer, each), is_open=is_open)
            for each in offer.places
        ],
    }


def _items(now: datetime) -> dict[str, Any]:
    """The places of each item that one signs up for, by its UUID: the same numbers for everybody within a second."""
    event = g.event
    numbers = each_second("item places", event.id, now, lambda: item_places(db.session(), event, now))
    return {
        item: {
            "free": each.free,
            "waiting": each.waiting,
            "sentence": bookings.sentence(each.free, each.seats, is_open=each.is_open, phase=each.phase),
        }
        for item, each in numbers.items()
    }


def _lasts(window: Window, now: datetime) -> int:
    """For how many seconds the answer is true: `SECONDS`, but not beyond the opening or closing of registration."""
    ahead = [int((at - now).total_seconds()) for at in (window.opens_at, window.closes_at) if at > now]
    return min((SECONDS, *ahead))


def _one(places: ModeSeats, waiting: int, spare: list[str], *, is_open: bool) -> dict[str, Any]:
    sentence = " ".join(spare) or words.seats_left(places)
    return {
        "mode": places.mode.value,
        "free": places.free,
        "full": not places.free and not spare,
        "waiting": waiting,
        "sentence": sentence if is_open else "",
    }


def _spare(offer: queries.Offer, places: ModeSeats) -> list[str]:
    """A sentence for each quota that still has places in that mode."""
    return [quotas.spare_sentence(name, each) for name, each in offer.spare if each.mode is places.mode]


DAY = 24 * 3600
ROBOTS = """\
User-agent: *
Disallow: /*/manage/
Disallow: /*/my/
Disallow: /*/*/register/
Disallow: /*/sign-in
"""


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers, without asking the database."""
    return _plain("alive\n")


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    """The database answers and its tables are those of this software; otherwise 503."""
    if not queries.is_migrated(db.session()):
        abort(503)
    return _plain("ready\n")


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Search engines leave personal pages, forms and the management alone."""
    return Response(ROBOTS, mimetype="text/plain", headers={"Cache-Control": f"public, max-age={DAY}"})


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    """The site's sign, for browsers that ask without being told where it is."""
    sign = Path(current_app.root_path, "static", "img", "icon.svg").read_bytes()
    return Response(sign, mimetype="image/svg+xml", headers={"Cache-Control": f"public, max-age={DAY}"})


@blueprint.get("/funding.png")
@public
def funding_logo() -> Response:
    """The logo beside the funding line in the footer."""
    picture = found_or_404(shown_logo(current_app.config["SETTINGS"].funding_logo))
    return Response(picture.content, mimetype="image/png", headers={"Cache-Control": f"public, max-age={DAY}"})


def shown_logo(path: str) -> Picture | None:
    """The funding logo as the footer shows it, twice as large for fine screens; None where there is none."""
    return from_file(path, 480, 128) if path else None


def _plain(word: str) -> Response:
    return Response(word, mimetype="text/plain", headers={"Cache-Control": "no-store"})
