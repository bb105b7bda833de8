"""What the checks find: all findings of one kind, and what somebody has accepted of it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import g, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.forms.snapshot import acceptance_form
from gocluster_events.meeting.agenda.queries import draft as draft_queries
from gocluster_events.meeting.agenda.rules.conflicts.accepting import Findings
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.services import accepting
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.words import checks, programme

Value = TypeVar("Value")
PER_PAGE = 50
OPEN, ACCEPTED = "open", "accepted"
_KINDS = {kind.value: kind for kind in ConflictKind}
_SEVERITIES = {severity.value: severity for severity in Severity}


@blueprint.get(f"{MANAGE}/checks/<kind>")
@requires(Permission.EDIT_AGENDA)
def findings_of_kind(kind: str) -> str:
    """Every open finding, those of a kind, or everything that is accepted, a page of fifty at a time.

    An address that names an item or a severity narrows it to these.
    """
    trouble = None if kind in (OPEN, ACCEPTED) else found_or_404(_KINDS.get(kind))
    timetable, findings = _checked()
    item, severity = _choice("item", timetable.item), _choice("severity", _SEVERITIES.get)
    findings = _within(findings, item, severity)
    listed = findings.of_kind(trouble) if trouble else findings.accepted if kind == ACCEPTED else findings.open
    return render_template(
        "meeting/agenda/checks.html",
        **_paged(listed, kind),
        kind=kind,
        trouble=trouble,
        item=item,
        severity=severity,
        acceptable=[each for each in findings.of_kind(trouble) if each.severity is not Severity.ERROR]
        if trouble
        else [],
        timetable=timetable,
    )


def _paged(listed: Sequence[Any], kind: str) -> dict[str, Any]:
    """What stands on the page that the address names, or on the nearest that there is."""
    last = max(1, -(-len(listed) // PER_PAGE))
    choice: dict[str, Any] = {name: request.args[name] for name in ("item", "severity") if name in request.args}
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    return {
        "listed": listed[(page - 1) * PER_PAGE : page * PER_PAGE],
        "page": page,
        "per_page": PER_PAGE,
        "total": len(listed),
        "url_of_page": lambda number: url_for("agenda.findings_of_kind", kind=kind, page=number, **choice),
    }


def _choice(name: str, value_of: Callable[[str], Value | None]) -> Value | None:
    """What the address names with that parameter, None where it names nothing; 404 where there is no such thing."""
    return found_or_404(value_of(request.args[name])) if name in request.args else None


def _within(findings: Findings, item: Item | None, severity: Severity | None) -> Findings:
    some = findings.about(item.uuid) if item else findings
    return some.of(severity) if severity else some


@blueprint.route(f"{MANAGE}/acceptances/<fingerprint>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def acceptance(fingerprint: str) -> Reply:
    """The warning or hint may stay, for the reason that was typed, and so may those of its kind that are ticked."""
    timetable, findings = _checked()
    known = findings.accepted_as(fingerprint)
    conflict = known.conflict if known else found_or_404(findings.acceptable(fingerprint))
    some = _within(findings, _choice("item", timetable.item), None)
    alike = {each.fingerprint: checks.sentence(each, timetable) for each in some.alike(conflict)}
    form = acceptance_form(alike, are_ticked="alike" in request.args)
    if form.validate_on_submit():
        with refusals(form, programme.REFUSALS):
            accepting.accept(g.event.id, fingerprint, form.reason.data, acting(), form.others.data or [])
            return _back(_("Accepted. The checks no longer count it."), timetable, conflict)
    return render_template("meeting/agenda/acceptance.html", form=form, conflict=conflict, draft=timetable)


@blueprint.route(f"{MANAGE}/acceptances/<fingerprint>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def acceptance_removal(fingerprint: str) -> Reply:
    """The warning or hint stands among what is open again."""
    form, (timetable, findings) = Confirm(), _checked()
    accepted = found_or_404(findings.accepted_as(fingerprint))
    if form.validate_on_submit():
        with refusals(form, programme.REFUSALS):
            accepting.take_back(g.event.id, fingerprint, acting())
            return _back(_("No longer accepted. The checks show it again."), timetable, accepted.conflict)
    return render_template("meeting/agenda/acceptance_removal.html", form=form, accepted=accepted, draft=timetable)


def _back(done: str, timetable: Timetable, conflict: Conflict) -> Reply:
    """A redirect to the checks beside the day that the finding is about."""
    return saved(done, "agenda.draft", day=timetable.day_of(conflict.items[0]), _anchor="checks")


def _checked() -> tuple[Timetable, Findings]:
    timetable = draft_queries.draft(db.session(), g.event)
    return timetable, draft_queries.findings(db.session(), g.event.id, timetable)
