"""The audit log: of an edition for those who may look, of the site for admins."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, g, render_template, request, send_file, url_for

from gocluster_events.attendance.attendees.exports import separated
from gocluster_events.attendance.attendees.rules.columns import page_number
from gocluster_events.attendance.attendees.rules.table import Table
from gocluster_events.backoffice.oversight import services
from gocluster_events.backoffice.oversight.queries import auditing as auditing_queries
from gocluster_events.backoffice.oversight.rules import auditing
from gocluster_events.backoffice.oversight.words import auditing as auditing_words
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import _, day
from gocluster_events.core.web.audience import admin, requires

blueprint = Blueprint("oversight", __name__)
MANAGE = "/<lang:lang>/manage/<edition>"
SITE_ZONE = "Europe/Berlin"
_PAGES: dict[str, Callable[[auditing.AuditObject], tuple[str, dict[str, Any]]]] = {
    "registration": lambda target: ("attendees.person", {"registration_id": int(target.key)}),
    "person": lambda target: ("agenda.edit_person", {"uuid": target.key}),
    "version": lambda target: ("agenda.version", {"number": int(target.key)}),
    "snapshot": lambda target: ("agenda.snapshot", {"number": int(target.key)}),
    "quota": lambda target: ("quotas.quota", {"quota_id": int(target.key)}),
    "question": lambda target: ("questions.edit_question", {"question_id": int(target.key)}),
    "invitation": lambda _found: ("invitations.invitations", {}),
    "feedback": lambda target: ("feedback.feedback_report", {"feedback_id": int(target.key)}),
    "card": lambda target: ("cards.card", {"uuid": target.key}),
    "lesson": lambda target: ("lessons.lesson", {"lesson_id": int(target.key)}),
    "message": lambda target: ("messages.message", {"message_id": int(target.key)}),
    "room": lambda target: ("editions.part", {"what": "rooms", "number": int(target.key)}),
    "track": lambda target: ("editions.part", {"what": "tracks", "number": int(target.key)}),
    "cluster": lambda target: ("editions.cluster", {"number": int(target.key)}),
    "edition": lambda target: ("site.settings", {"edition": target.key}),
}


@blueprint.get(f"{MANAGE}/audit")
@requires(Permission.VIEW_AUDIT)
def audit() -> str:
    """Who did what in the edition, fifty entries a page."""
    return _page(_scope(), g.event.zone)


@blueprint.get(f"{MANAGE}/audit.csv")
@requires(Permission.VIEW_AUDIT)
def audit_csv() -> Response:
    """Exactly these entries as CSV; the log says who took them."""
    return _file(_scope(), g.event.zone, g.event.slug)


@blueprint.get("/<lang:lang>/audit")
@admin
def site_audit() -> str:
    """The audit log of what belongs to no edition, for admins."""
    return _page(auditing_queries.SITE, SITE_ZONE)


@blueprint.get("/<lang:lang>/audit.csv")
@admin
def site_audit_csv() -> Response:
    """The audit log of the site as CSV."""
    return _file(auditing_queries.SITE, SITE_ZONE, "site")


def _scope() -> str:
    return f"edition:{g.event.id}"


def _requested_filter() -> auditing.AuditFilter:
    return auditing.read(request.args.to_dict(), auditing_words.FIELDS)


def _page(scope: str, zone: str) -> str:
    session, wanted = db.session(), _requested_filter()
    total = auditing_queries.number_logged(session, scope, wanted, zone)
    number = page_number(request.args.get("page", ""), total)
    entries = auditing_queries.logged(session, scope, wanted, zone, number, auditing.PER_PAGE)
    people = auditing_queries.actors(session, scope)
    return render_template(
        "backoffice/oversight/audit.html",
        **_as_rows(entries),
        wanted=wanted,
        people=people,
        who=auditing.Who,
        chips=auditing_words.chips(wanted, people, day),
        total=total,
        page=number,
        per_page=auditing.PER_PAGE,
        zone=zone,
        url_of=_address,
        url_of_page=lambda wanted_page: _address(wanted, wanted_page),
        without=auditing.without,
    )


def _address(wanted: auditing.AuditFilter, page: int = 1) -> str:
    parameters: dict[str, Any] = {**wanted.parameters(), "page": page if page > 1 else None}
    return url_for(request.endpoint or "", **parameters)


def _as_rows(entries: Sequence[auditing.AuditRow]) -> dict[str, Any]:
    """The entries, each with what it is about and the link to it."""
    objects = auditing_queries.objects(db.session(), entries)
    names = auditing_queries.names(db.session(), entries)
    return {
        "entries": [
            (each, auditing_words.subject(each, objects.get(each.subject)), _link(each, objects)) for each in entries
        ],
        "names": names,
    }


def _link(entry: auditing.AuditRow, objects: Any) -> str:
    kind, there = entry.subject.partition(":")[0], objects.get(entry.subject)
    if there is None or kind not in _PAGES or g.event is None:
        return ""
    endpoint, values = _PAGES[kind](there)
    return url_for(endpoint, **values)


def _file(scope: str, zone: str, name: str) -> Response:
    session, wanted, now = db.session(), _requested_filter(), clock.now()
    if request.method != "HEAD":
        services.note_download(scope, Act(g.account.email, now), current_app.config["SETTINGS"].exports_per_hour)
    entries = auditing_queries.logged(session, scope, wanted, zone, 1, auditing.MOST_ROWS)
    log = _as_rows(entries)
    heads = (_("When"), _("Who"), _("What"), _("Object"), _("Fields"), _("Purpose"))
    rows = tuple(
        (
            each.at,
            auditing_words.actor(each, log["names"]),
            auditing_words.action(each),
            about,
            auditing_words.fields(each),
            each.purpose,
        )
        for each, about, _url in log["entries"]
    )
    content = BytesIO()
    separated.write_for_excel(content, Table(tuple(map(str, heads)), rows, zone, _("Audit log")))
    content.seek(0)
    filename = f"{name}-{auditing_words.CSV_NAME}-{now.astimezone(ZoneInfo(zone)):%Y-%m-%d}.csv"
    return send_file(content, mimetype=separated.MEDIA_TYPE, as_attachment=True, download_name=filename)
