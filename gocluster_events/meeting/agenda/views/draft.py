"""The draft: the board on which a day is planned, the list of all items, what is wrong with it, and its last steps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.core.web.answers import Reply, acting
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Form
from gocluster_events.meeting.agenda.forms.placement import PlacementForm, StepForm, sent_as
from gocluster_events.meeting.agenda.queries import draft as draft_queries, people, publishing, steps as steps_queries
from gocluster_events.meeting.agenda.rules.board_changes import Look, board_changes
from gocluster_events.meeting.agenda.rules.change import Change, without
from gocluster_events.meeting.agenda.rules.conflicts.finding import worst_severities
from gocluster_events.meeting.agenda.rules.day_board import between, day_board, days_to_plan, main_day
from gocluster_events.meeting.agenda.rules.differences import Turn, block_changes, changes
from gocluster_events.meeting.agenda.rules.placement import Placement, is_there, moved
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.views.latest import team_version
from gocluster_events.meeting.agenda.views.pieces import Pieces
from gocluster_events.meeting.agenda.views.seen_board import SEEN, SeenBoard, frame, read_seen
from gocluster_events.meeting.agenda.words import programme, steps as words
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.days import day_names
from gocluster_events.meeting.events.rules.edition import EventStatus

blueprint = Blueprint("agenda", __name__)

MANAGE = "/<lang:lang>/manage/<edition>/agenda"
"""Where the organisers plan the programme."""


MOST_STEPS = 20


@blueprint.get(MANAGE)
@requires(Permission.EDIT_AGENDA)
def draft() -> str:
    """A day with its rooms to scale, what is not scheduled beside it, the checks, and the last steps."""
    return show(StepForm())


@blueprint.get(f"{MANAGE}/list")
@requires(Permission.EDIT_AGENDA)
def item_list() -> str:
    """Every item by day and room, what is not scheduled, what was taken out, the checks, and the last steps."""
    timetable = draft_queries.draft(db.session(), g.event)
    return render_template("meeting/agenda/item_list.html", **_facts(timetable, StepForm()))


def show(form: Form) -> str:
    """The board; ``form`` is that of the button whose request was refused.

    Whoever has it already, as a script that says which state it shows, gets what is otherwise by now.
    """
    head = steps_queries.head(db.session(), g.event.id)  # first: what is read after it is never older
    timetable = draft_queries.draft(db.session(), g.event)
    day, days = chosen_day(timetable), days_to_plan(timetable)
    facts = _facts(timetable, form)
    look = Look(timetable, day_board(timetable, day), facts["worst"], facts["marks"])
    digest = frame(look, facts["day_names"], facts["latest"], facts["findings"], g.event.status)
    seen = SeenBoard(head.revision, digest)
    facts |= {
        "board": look.board,
        "days": days,
        "day_shifts": {each: between(timetable, day, each) for each in days},
        "pieces": _pieces(look),
        "head": head,
        "place_form": PlacementForm(),
    }
    is_of_one_moment = steps_queries.revision(db.session(), g.event.id) == head.revision
    facts["seen"] = seen if is_of_one_moment else ""  # who shows a mixture of two drafts gets a whole one next
    if (since := _changes_since(seen)) is None:
        return render_template("meeting/agenda/draft.html", **facts)
    touched = {change.touched for change in since}
    before = _before(look, since, facts["latest"]) if since else look
    return render_template("meeting/agenda/draft_changes.html", news=board_changes(before, look, touched), **facts)


def _pieces(look: Look) -> Pieces:
    revisions = draft_queries.revisions(db.session(), g.event.id)
    can_edit = g.event.status is not EventStatus.ARCHIVED
    return Pieces(look.timetable, revisions, look.worst, look.turns, can_edit=can_edit)


def _changes_since(now: SeenBoard) -> Sequence[Change] | None:
    """What was changed since the board that the browser shows; None where it has none, or one of another frame."""
    theirs = read_seen(request.headers.get(SEEN, "")) if request.method == "GET" else None
    if theirs is None or theirs.frame != now.frame:
        return None
    return steps_queries.changes_since(db.session(), g.event.id, theirs.revision)


def _before(look: Look, since: Sequence[Change], latest: publishing.Published | None) -> Look:
    """The same day before these changes."""
    timetable = without(look.timetable, since)
    findings = draft_queries.findings(db.session(), g.event.id, timetable)
    board = day_board(timetable, look.board.date)
    return Look(timetable, board, worst_severities(findings.open), _turns(latest, timetable))


def _turns(latest: publishing.Published | None, draft: Timetable) -> Mapping[str, Turn]:
    """What happened to items since they were published, by UUID; nothing while there is no version."""
    differences = changes(latest.timetable, as_published(draft)) if latest else ()
    return {change.item.uuid: change.turn for change in differences}


def chosen_day(timetable: Timetable) -> date:
    """The day that the address names, or the one with the most items."""
    named = request.values.get("day", "")
    return next((day for day in days_to_plan(timetable) if day.isoformat() == named), main_day(timetable))


def show_collision(form: PlacementForm) -> str:
    """Where somebody wanted the items, where they are now, and a button that puts them there all the same."""
    revisions = draft_queries.revisions(db.session(), g.event.id)
    wanted = [
        Placement(each.item, revisions.get(each.item, 0), each.starts_at, each.length_minutes, each.room)
        for each in form.move.data
    ]
    still = [each for each in wanted if is_there(form.timetable, each)]
    changed = [change for change in moved(form.timetable, still) if change.before != change.after]
    steps = steps_queries.last_steps(db.session(), g.event.id, 1)
    return render_template(
        "meeting/agenda/placement_collision.html",
        form=form,
        changes=changed,
        moves=[sent_as(each) for each in still],
        gone=len(wanted) - len(still),
        day=chosen_day(form.timetable),
        names=people.actor_names(db.session(), {step.actor for step in steps}),
        step=steps[0] if steps else None,
        timetable=form.timetable,
    )


def _facts(timetable: Timetable, form: Form) -> dict[str, Any]:
    """The values that both pages of the draft show, the board and the list."""
    latest, theme = team_version(g.event.id, timetable.tracks)
    old, new = latest.timetable if latest else None, as_published(timetable)
    differences = changes(old, new)
    findings = draft_queries.findings(db.session(), g.event.id, timetable)
    return {
        "timetable": timetable,
        "day_names": day_names(events.days(db.session(), g.event)),
        "unplaced": [item for item in timetable.items if item.starts_at is None],
        "dropped": draft_queries.dropped(db.session(), g.event.id),
        "findings": findings,
        "worst": worst_severities(findings.open),
        "latest": latest,
        "planned": publishing.timed(db.session(), g.event.id),
        "changes": differences,
        "block_changes": block_changes(old, new),
        "marks": {change.item.uuid: change.turn for change in differences} if latest else {},
        **_steps(form),
        "theme": theme,
    }


def _steps(form: Form) -> dict[str, Any]:
    """The last steps with who took them, and which of them is the next to undo and to redo."""
    session, event_id = db.session(), g.event.id
    last_steps = steps_queries.last_steps(session, event_id, MOST_STEPS)
    to_undo, to_redo = steps_queries.step_to_undo(session, event_id), steps_queries.step_to_redo(session, event_id)
    named = {step.number: step for step in (*last_steps, to_undo, to_redo) if step}
    actors = {step.actor for step in named.values()} | {step.undone_by for step in named.values()}
    names, me = people.actor_names(session, actors), acting()
    return {
        "form": form,
        "steps": last_steps,
        "told": {number: words.step_sentence(steps_queries.changes_of(step)) for number, step in named.items()},
        "authors": {
            number: words.author(
                names.get(step.actor, step.actor), step.at, me.at, g.event.zone, is_mine=step.actor == me.by
            )
            for number, step in named.items()
        },
        "me": me.by,
        "to_undo": to_undo,
        "to_redo": to_redo,
        "names": names,
    }


@blueprint.route(f"{MANAGE}/undo", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def undo() -> Reply:
    """The last step is undone, if it is the one that the page has named; before that it asks whose step it is."""
    if request.method == "GET":
        return _ask()
    return _go(drafting.undo, _l("Undone: %(step)s"))


def _ask() -> str:
    """What is the last step, by whom, and a button that takes it back."""
    step = steps_queries.step_to_undo(db.session(), g.event.id)
    return render_template("meeting/agenda/undo.html", **_steps(StepForm(data={"number": step.number if step else 0})))


@blueprint.post(f"{MANAGE}/redo")
@requires(Permission.EDIT_AGENDA)
def redo() -> Reply:
    """The step that was undone first is done again, if it is the one that the page has named."""
    return _go(drafting.redo, _l("Redone: %(step)s"))


def _go(verb: Callable[[int, int, Act], None], done: LazyString) -> Reply:
    form = StepForm()
    if not form.validate_on_submit():
        return show(form)
    step = steps_queries.step(db.session(), g.event.id, form.wanted)
    changes = steps_queries.changes_of(step) if step else ()
    try:
        verb(g.event.id, form.wanted, acting())
    except Stale:
        flash(_("Somebody has changed the programme in the meantime. Check it before you undo or redo."), "warning")
    except Refused as refusal:
        flash(programme.REFUSALS[refusal.code], "warning")
    else:
        flash(str(done) % {"step": words.step_sentence(changes)}, "success")
    items = [change.touched for change in changes if isinstance(change.subject, Item)]
    timetable = draft_queries.draft(db.session(), g.event)
    there = next(filter(None, (timetable.item(uuid) for uuid in items)), None)
    day = timetable.day_of(there) if there else None
    return redirect(url_for("agenda.draft", day=day, _anchor=f"item-{items[0]}" if len(items) == 1 else "steps"))
