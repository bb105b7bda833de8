"""The page on which somebody says what they wish, as long as they can; otherwise it says why not."""

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from gocluster_events.attendance.bookings.queries.own import booker
from gocluster_events.attendance.bookings.rules.clashes import Span
from gocluster_events.attendance.wishes.forms.wishing import Choosing, WishesForm, wishes_form
from gocluster_events.attendance.wishes.queries.blocks import WishProgramme, wish_programme
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.queries.wishes import counts, own_wishes, standing
from gocluster_events.attendance.wishes.rules.codes import Phase, Refusal
from gocluster_events.attendance.wishes.rules.phases import Round, phase_of
from gocluster_events.attendance.wishes.rules.standing import beside, obstacle, seen_as
from gocluster_events.attendance.wishes.rules.wishing import Answer, lists_of
from gocluster_events.attendance.wishes.services import wishing as services
from gocluster_events.attendance.wishes.views.blueprint import blueprint
from gocluster_events.attendance.wishes.words.wishing import REFUSALS
from gocluster_events.core import clock, db
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import clock_time, current_language, day, time_span
from gocluster_events.core.web.answers import Reply, refusals
from gocluster_events.core.web.audience import participant
from gocluster_events.core.web.collision import collided
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.meeting.registration.people.services.mails import own_act
from gocluster_events.meeting.registration.people.views import mine


@blueprint.route("/<lang:lang>/my/wishes", methods=["GET", "POST"])
@participant
def own() -> Reply:
    """What the person wishes at each time, which is kept as often as they send it until wishes close."""
    session, now = db.session(), clock.now()
    programme, round_ = wish_programme(session, g.event), round_of(session, g.event)
    if request.method == "GET" and phase_of(round_, now) is Phase.REST:
        return redirect(url_for(".result"))
    hurdle = obstacle(phase_of(round_, now), standing(g.event, mine(), programme))
    if hurdle is not None or round_ is None:
        return _barred(programme, round_, hurdle or Refusal.NO_ROUND)
    form = _form(programme, round_)
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                services.save(
                    g.event.id, g.participant, form.values(), own_act(g.participant, now), str(form.seen.data)
                )
                return _saved(form, round_)
        except Stale:
            session.rollback()
            programme, round_ = wish_programme(session, g.event), round_of(session, g.event) or round_
            theirs = _form(programme, round_, is_typed=False)
            return _page(programme, round_, form, collision=collided(form, theirs)), 409
    return _page(programme, round_, form)


def _form(programme: WishProgramme, round_: Round, *, is_typed: bool = True) -> WishesForm:
    rows = own_wishes(db.session(), g.participant)
    answers = lists_of(rows, programme.items, round_.most_wishes)
    seen = seen_as(rows, programme.items, round_.most_wishes)
    return wishes_form(_blocks(programme), answers, round_.most_wishes, seen, is_typed=is_typed)


def _blocks(programme: WishProgramme) -> Sequence[Choosing]:
    """The blocks with those of their items that the person may have."""
    return [
        Choosing(
            name=f"w{paths.short(block.rows[0].item)}",
            time=_time(programme, block.span),
            begins=clock_time(block.span[0], programme.timetable.zone),
            items=tuple((row.item.uuid, _title(row.item)) for row in block.rows if row.item.uuid in items),
        )
        for block, items in zip(programme.blocks, programme.open_to(mine()), strict=True)
    ]


def _time(programme: WishProgramme, span: Span) -> str:
    """When a block is, with its day where there are several."""
    zone = programme.timetable.zone
    hours = time_span(span[0], span[1], zone)
    return hours if len(programme.timetable.days) == 1 else f"{day(span[0], zone, 'short')}, {hours}"


def _title(item: Item) -> str:
    return item.title.pick(current_language())[0]


def _saved(form: WishesForm, round_: Round) -> Reply:
    """The page says what is kept, and until when that can be changed."""
    titles = {item: title for block in form.blocks for item, title in block.items}
    lines = [
        (block.time, [titles[each] for each in values if each in titles], form.declined(block).data)
        for block, values in zip(form.blocks, form.values(), strict=True)
    ]
    message = render_template("attendance/wishes/_saved.html", lines=lines, until=round_.closes_at)
    flash(Markup(message), "success")  # noqa: S704 -- a template of ours, which escapes
    return redirect(url_for(".own"))


def _page(programme: WishProgramme, round_: Round, form: WishesForm, **facts: Any) -> str:
    me = booker(db.session(), mine())
    besides = {each.item: beside(each, me) for each in programme.offerings}
    return render_template(
        "attendance/wishes/own.html", form=form, round=round_, besides=besides, **_drawn(programme), **facts
    )  # fmt: skip


def _barred(programme: WishProgramme, round_: Round | None, hurdle: Refusal) -> str:
    """Why the person cannot wish, and what they have wished so far."""
    most = round_.most_wishes if round_ else 0
    rows = own_wishes(db.session(), g.participant)
    answers: Sequence[Answer] = lists_of(rows, programme.items, most) if round_ else ()
    return render_template(
        "attendance/wishes/barred.html",
        hurdle=hurdle,
        round=round_,
        answers=[each for each in zip(programme.blocks, answers, strict=False) if each[1].is_given],
        is_unnamed=hurdle is Refusal.CLOSED and not any(row.rank for row in rows),
        is_uncounted=hurdle is Refusal.CLOSED
        and any(row.rank for row in rows)
        and not counts(db.session(), mine(), round_),
        is_too_late=request.method == "POST",
        now=clock.now(),
        **_drawn(programme),
    )


def _drawn(programme: WishProgramme) -> dict[str, Any]:
    """What the items look like, and where more is said of each."""
    version, timetable = public_version(g.event.id), programme.timetable
    theme = {"theme": edition_theme(db.session(), g.event.id, version.grids)} if version else {}
    address = {"address": lambda item: paths.path(timetable, item)}
    return {"programme": programme, "timetable": timetable, **address, **theme}
