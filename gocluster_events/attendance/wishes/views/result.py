"""What somebody got by their wishes and why nothing better, what they can do about it, and how it went for all."""

from datetime import timedelta
from typing import Any

from flask import g, redirect, render_template, url_for

from gocluster_events.attendance.wishes.forms.question import QuestionForm
from gocluster_events.attendance.wishes.queries.allotments import committed
from gocluster_events.attendance.wishes.queries.own_result import no_result, own_result
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.rules.codes import Phase
from gocluster_events.attendance.wishes.rules.own_result import endings
from gocluster_events.attendance.wishes.rules.phases import phase_of
from gocluster_events.attendance.wishes.rules.reasons import reason
from gocluster_events.attendance.wishes.services import lists
from gocluster_events.attendance.wishes.views.blueprint import blueprint
from gocluster_events.attendance.wishes.words.codes import REFUSALS
from gocluster_events.attendance.wishes.words.result import TOO_MANY_QUESTIONS
from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services.counting import Limit, count_all
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.core.web.audience import participant
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.views.feeds import base_url
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.meeting.registration.people.services.mails import own_act
from gocluster_events.meeting.registration.people.views import mine

PAGE = "/<lang:lang>/my/wishes/result"
QUESTIONS_PER_HOUR = 3  # of one person
_HOUR = timedelta(hours=1)
_BEFORE = frozenset({Phase.NONE, Phase.NOT_YET, Phase.OPEN})


@blueprint.get(PAGE)
@participant
def result() -> Reply:
    """What the person got; that places are being allotted, as long as they are; before that what they wish."""
    return _page(Confirm(formdata=None))


@blueprint.post(f"{PAGE}/lists")
@participant
def leave_lists() -> Reply:
    """The person waits for nothing any more that they wished more than what they have."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            lists.leave_all(g.event.id, g.participant, own_act(g.participant, clock.now()))
            return saved(_("You have left these waiting lists. What you have stays yours."), ".result")
    return _page(form)


@blueprint.route(f"{PAGE}/question", methods=["GET", "POST"])
@participant
def ask() -> Reply:
    """The team gets the question, and where it sees what the person wished, got and why."""
    form, now = QuestionForm(), clock.now()
    if phase_of(round_of(db.session(), g.event), now) is not Phase.REST:
        return redirect(url_for(".result"))
    answer = refusals(form, REFUSALS, too_many=TOO_MANY_QUESTIONS)
    if form.validate_on_submit():
        with answer:
            count_all([Limit("wishes_question", f"registration {g.participant}", QUESTIONS_PER_HOUR, _HOUR)], now)
            page = base_url() + url_for("wishes.person", edition=g.event.slug, registration_id=g.participant)
            lists.ask_team(g.event.id, g.participant, form.text.data, page, own_act(g.participant, now))
            by_mail = _("Your question is on its way. The team answers you by e-mail.")
            return saved(by_mail if mine().email else _("Your question is on its way."), ".result")
    return render_template("attendance/wishes/ask.html", form=form, has_address=bool(mine().email)), *answer.status


def _page(form: Form) -> Reply:
    session, now, person = db.session(), clock.now(), mine()
    round_ = round_of(session, g.event)
    phase = phase_of(round_, now)
    if round_ is None or phase in _BEFORE:
        return redirect(url_for(".own"))
    run = committed(session, g.event.id, with_problem=False) if phase is Phase.REST else None
    if run is None:
        return render_template("attendance/wishes/allotting.html")
    mine_now = own_result(session, g.event, run, person, now)
    if not mine_now.parts:
        why = no_result(session, g.event, run, person, round_, now)
        return render_template("attendance/wishes/no_result.html", why=why, is_over=now >= g.event.ends_at)
    spans = {part.span for part in mine_now.parts}
    blocks = [block for block in mine_now.outcome.blocks if (block.starts, block.ends) in spans]
    return render_template(
        "attendance/wishes/result.html",
        form=form,
        result=mine_now,
        endings=endings(blocks, round_.most_wishes),
        now=now,
        **_drawn(),
    )


def _drawn() -> dict[str, Any]:
    """What the items look like, and where more is said of each."""
    version = found_or_404(public_version(g.event.id))
    timetable = version.timetable
    return {
        "timetable": timetable,
        "address": lambda item: paths.path(timetable, item),
        "theme": edition_theme(db.session(), g.event.id, version.grids),
        "why": lambda explanation, item: reason(explanation, item.title),
    }
