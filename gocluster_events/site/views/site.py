"""What the public reads: all editions, one edition, the legal pages; and what programs ask of the site."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, make_response, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.paths import path
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.agenda.words import steps as agenda_words
from gocluster_events.editions.rules.venue import clauses, directions, floors
from gocluster_events.events import queries as events
from gocluster_events.events.exports.linked_data import to_linked_data
from gocluster_events.events.rules import days
from gocluster_events.events.rules.edition import RegistrationPhase, Shelf, Window
from gocluster_events.events.rules.happening import Happening
from gocluster_events.events.rules.procedure import Confirmation
from gocluster_events.events.rules.reach import Reach
from gocluster_events.i18n import _, current_language
from gocluster_events.legal.rules import Kind
from gocluster_events.legal.views import public_page
from gocluster_events.picture import Picture, from_file
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.quotas import words as quotas
from gocluster_events.site import queries, words
from gocluster_events.site.rules.overview import BREAKS, Today, of_track, overview, speakers, today
from gocluster_events.site.rules.registration_box import ModeSeats, registration_box
from gocluster_events.web.answers import found_or_404
from gocluster_events.web.audience import public
from gocluster_events.web.data_block import data_block

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
@public
def root() -> Response:
    """On to the start page in the language that the browser asks for."""
    response = make_response(redirect(url_for("site.editions")))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<lang:lang>/")
@public
def editions() -> str:
    """The start page: every public edition, those one can register for first."""
    return render_template("site/editions.html", shelves=queries.shelves(db.session(), clock.now()))


@blueprint.get("/<lang:lang>/<edition>/")
@public
def edition() -> str:
    """One edition, and what one can do about registering right now."""
    event, now = g.event, clock.now()
    window = events.window(event)
    offer = queries.offered(db.session(), event, now)
    spare = tuple((each.mode, quotas.spare_sentence(name, each)) for name, each in offer.spare)
    reviews = event.confirmation is Confirmation.REVIEW
    current, programme = events.registration_phase(event, now), _programme()
    all_days = events.days(db.session(), event)
    reached = days.phase(all_days, event.zone, now)
    return render_template(
        "site/edition.html",
        shows_list=events.reach(event, now) is Reach.PUBLIC,
        box=registration_box(
            current, offer.places, window, now, event.zone, spare=spare, reviews=reviews, is_over=reached.is_over
        ),
        day_names=days.day_names(all_days),
        today=_today(programme["timetable"], reached, now),
        clauses=clauses,
        directions=directions,
        tracks=events.tracks(db.session(), event.id),
        floors=floors(events.rooms(db.session(), event.id)),
        theme=agenda.edition_theme(db.session(), event.id, programme["timetable"]),
        linked_data=data_block(to_linked_data(_happening(programme["timetable"]))),
        **programme,
    )


def _today(timetable: Timetable | None, reached: days.Phase, now: datetime) -> Today | None:
    """What the page says on a day of the meeting; None on any other, and after the last main day."""
    return today(timetable, reached.day.date, now) if timetable and reached.is_today and reached.day else None


def _happening(timetable: Timetable | None) -> Happening:
    """The edition for search engines, with its programme as far as it is published."""
    event, mark = g.event, events.logo(db.session(), g.event)
    meeting = events.happening(
        event,
        g.lang,
        url=_full("site.edition"),
        register_url=_full("sign_up.register"),
        logo_url=_full("events.file", sha256=mark.sha256) if mark else "",
    )
    if timetable is None:
        return meeting
    return agenda_words.with_parts(meeting, timetable, lambda item: _full("agenda.item", address=path(timetable, item)))


def _full(endpoint: str, **values: Any) -> str:
    base: str = current_app.config["SETTINGS"].base_url
    return base.rstrip("/") + url_for(endpoint, **values)


def _programme() -> dict[str, Any]:
    published = agenda.published(db.session(), g.event.id)
    if published is None:
        return {"timetable": None}
    timetable = published.timetable
    return {
        "timetable": timetable,
        "days": overview(timetable),
        "speakers": speakers(timetable),
        "of_track": of_track,
        "breaks": BREAKS,
        "address": lambda item: path(timetable, item),
    }


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
    """The free places of each mode, in the words of ``?lang=``; whoever asks again within seconds gets the same."""
    event = g.event
    window = events.window(event)
    now = clock.now()
    is_open = events.registration_phase(event, now) is RegistrationPhase.OPEN
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
    answer.headers["Cache-Control"] = f"public, max-age={_lasts(window, now)}"
    answer.vary.add("Accept-Language")  # which decides where the address does not
    return answer


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
