"""What the editor's pages have in common: the form of the draft, what can be chosen in it, saving what was typed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from flask import g, request

from gocluster_events.attendance.attendees.queries import figures
from gocluster_events.attendance.attendees.rules.frozen import from_stored
from gocluster_events.core import clock, db
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.answers import acting
from gocluster_events.core.web.collision import number_in, read_revision
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.meeting.events import queries as events
from gocluster_events.post_event.cards.queries import published as cards
from gocluster_events.post_event.cards.rules.reading import Steps, steps
from gocluster_events.post_event.photos.queries.photos import photos, published
from gocluster_events.post_event.report.forms.editing import Choices, ReportForm, report_form
from gocluster_events.post_event.report.queries.draft import Draft, draft
from gocluster_events.post_event.report.queries.published import granted, speakers
from gocluster_events.post_event.report.rules import editing
from gocluster_events.post_event.report.rules.checks import Known
from gocluster_events.post_event.report.rules.document import KINDS, Basis, Block, Report
from gocluster_events.post_event.report.rules.offers import Offer, offers
from gocluster_events.post_event.report.rules.reading import Speaker, is_released, speaker_of
from gocluster_events.post_event.report.services import writing
from gocluster_events.post_event.report.words.codes import photo_name as name
from gocluster_events.post_event.report.words.offers import fact, steps_fact, survey_fact
from gocluster_events.post_event.survey import queries as survey
from gocluster_events.post_event.survey.rules.figures import SurveyFigures, Tally


@dataclass(frozen=True, slots=True)
class Counted:
    """Which numbers are offered, whether they are frozen, and as of when."""

    offers: tuple[Offer, ...]
    basis: Basis
    at: datetime
    survey: SurveyFigures | None = None

    @property
    def scales(self) -> tuple[tuple[int, Tally], ...]:
        """What the closed survey offers: each scale that may be shown, with its place."""
        scales = self.survey.scales if self.survey else ()
        return tuple((place, each) for place, each in enumerate(scales) if each.share is not None)


def timetable() -> Timetable | None:
    """The programme as the public sees it; None before it is published."""
    version = public_version(g.event.id)
    return version.timetable if version else None


def people() -> dict[str, Speaker]:
    """Who can be quoted by name, by UUID."""
    return dict(speakers(timetable()))


def choices() -> Choices:
    """What can be chosen in the form."""
    named = sorted(((uuid, each.name) for uuid, each in people().items()), key=lambda pair: pair[1].casefold())
    return Choices(tuple(named), tuple((row.uuid, name(row)) for row in photos(db.session(), g.event.id)))


def known(report: Report) -> Known:
    """What the checks need of the world."""
    everybody, released = people(), granted(db.session(), g.event.id)
    names = {each.uuid: who.name for each in report.quotes if (who := speaker_of(each, everybody))}
    public = frozenset(each.uuid for each in report.quotes if each.uuid in names and is_released(each, released))
    pictures = frozenset(each.uuid for each in published(db.session(), g.event.id))
    return Known(public, pictures, names, is_frozen=counted().basis is Basis.FROZEN)


def counted() -> Counted:
    """The numbers that the editor offers: today's as long as none are frozen."""
    session, event, now = db.session(), g.event, clock.now()
    frozen, answers = figures.frozen_figures(session, event, now), survey.frozen(session, event, now)
    if frozen is not None:
        return Counted(offers(from_stored(frozen.tables)), Basis.FROZEN, frozen.at, answers)
    is_over = events.phase(session, event, now).is_over
    return Counted(offers(figures.tables(session, event, after=is_over)), Basis.PROVISIONAL, now, answers)


def steps_of_cards() -> Steps | None:
    """What became of the next steps of the public cards, as far as everybody reads it."""
    return steps(cards.published(db.session(), g.event.id))


def language() -> str:
    """The language whose texts are edited."""
    wanted = request.args.get("in", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def stored_form(state: Draft) -> ReportForm:
    """The form as the draft is stored."""
    return report_form(state.report, state.revision, language(), choices())


def typed_form(state: Draft) -> ReportForm:
    """The form as it was sent."""
    edited = request.form.get("edited", "")
    return report_form(
        state.report, state.revision, edited if edited in LANGUAGES else LANGUAGES[0], choices(), request.form
    )


def store(form: ReportForm, state: Draft) -> Report:
    """The draft is as typed, and as the button wants it. Raises Refused or Stale as `writing.save` does."""
    report = done(form.report(state.report), request.form.get("act", ""))
    writing.save(g.event.id, report, acting(), read_revision(form))
    return report


def done(report: Report, act: str) -> Report:
    """The report after the press of a button, whose value is what to do and, after a colon, with what."""
    verb, _colon, about = act.partition(":")
    match verb:
        case "up" | "down":
            return editing.moved(report, about, editing.Step(verb))
        case "removal":
            return editing.without(report, about)
        case "undo":
            return editing.restored(report)
        case _:
            block = _new_block(verb, about, str(uuid4()))
            return editing.inserted(report, block) if block else report


def _new_block(verb: str, about: str, uuid: str) -> Block | None:
    match verb:
        case "new":
            shape = next((shape for shape, kind in KINDS.items() if kind.value == about), None)
            return shape(uuid=uuid) if shape else None
        case "figure":
            return _figure(about, uuid)
        case "scale":
            return _scale(about, uuid)
        case "steps":
            offer = steps_of_cards()
            return steps_fact(offer, uuid) if offer else None
        case _:
            return None


def _figure(key: str, uuid: str) -> Block | None:
    numbers = counted()
    offer = next((each for each in numbers.offers if each.key == key), None)
    if offer is None or offer.number is None:
        return None
    return fact(offer, uuid, numbers.basis, numbers.at, g.event.zone)


def _scale(about: str, uuid: str) -> Block | None:
    numbers = counted()
    tally = dict(numbers.scales).get(number_in(about))
    if tally is None or numbers.survey is None or numbers.survey.sheets is None:
        return None
    return survey_fact(tally, numbers.survey.sheets, uuid)


def present() -> Draft:
    """The draft as it is stored now."""
    return draft(db.session(), g.event.id)
