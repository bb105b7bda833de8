"""The outbox of an edition: what was sent to whom, what did not arrive and why, and what can be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import current_app, g, render_template, request, url_for

from gocluster_events.attendance.attendees.rules.columns import PER_PAGE, page_number
from gocluster_events.backoffice.outbox import words
from gocluster_events.backoffice.outbox.queries import Addressee, addressees, search_conditions
from gocluster_events.backoffice.outbox.views.mails import OUTBOX, blueprint, correctable, framed, mail_of, scope
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.mail import queries as mail_queries, words as mail_words
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import Look, Segment, State, look, segment
from gocluster_events.core.text import fold
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.letters.rules import Unwritable

SEARCH_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A mail in the list."""

    mail: Mail
    look: Look
    addressee: Addressee | None
    title: Any
    reason: str
    url: str


@blueprint.get(OUTBOX)
@requires(Permission.VIEW_OUTBOX)
def outbox() -> str:
    """The mails of the edition, fifty a page."""
    return render_template("backoffice/outbox/outbox.html", shown=None, **_listed())


@blueprint.get(f"{OUTBOX}/<int:mail_id>")
@requires(Permission.VIEW_OUTBOX)
def mail(mail_id: int) -> str:
    """The outbox with one mail beside it."""
    chosen = mail_of(mail_id)
    listed = _listed(chosen)
    around = _around(listed["rows"], chosen)
    return render_template(
        "backoffice/outbox/outbox.html", **{**listed, "shown": chosen, "around": around, **_detail(chosen)}
    )


def _around(rows: Sequence[Row], chosen: Mail) -> tuple[str | None, str | None]:
    """The addresses of the mails above and below the chosen one on this page of the list."""
    urls, ids = [row.url for row in rows], [row.mail.id for row in rows]
    if chosen.id not in ids:
        return None, urls[0] if urls else None
    at = ids.index(chosen.id)
    return urls[at - 1] if at else None, urls[at + 1] if at + 1 < len(urls) else None


def where(part: Segment, search: str, page: int = 1, *, mail_id: int | None = None, view: str | None = None) -> str:
    """The address of this part of the list, with or without a mail beside it, and in which ``view``."""
    query: dict[str, Any] = {
        "segment": None if part is Segment.ALL else part.value,
        "search": search or None,
        "page": page if page > 1 else None,
        "view": view,
    }
    return url_for("outbox.mail", mail_id=mail_id, **query) if mail_id else url_for("outbox.outbox", **query)


def _listed(chosen: Mail | None = None) -> dict[str, Any]:
    session, part = db.session(), segment(request.args.get("segment", ""))
    search = " ".join(request.args.get("search", "")[:SEARCH_LIMIT].split())
    narrowed = search_conditions(session, g.event.id, search, _folded_titles()) if search else ()
    counts = mail_queries.counts(session, scope(), narrowed)
    number = page_number(request.args.get("page", ""), counts[part])
    start = (number - 1) * PER_PAGE
    rows = mail_queries.page(session, scope(), part, narrowed, start=start, limit=PER_PAGE) if counts[part] else ()
    people = addressees(session, g.event.id, {each.subject for each in (*rows, *((chosen,) if chosen else ()))})
    return {
        "rows": [_row(each, people, partial(where, part, search, number)) for each in rows],
        "addressee": people.get(chosen.subject) if chosen else None,
        "correctable": correctable(chosen, people.get(chosen.subject)) if chosen else None,
        "segments": [(each, mail_words.SEGMENTS[each], counts[each], where(each, search)) for each in Segment],
        "part": part,
        "search": search,
        "page": number,
        "per_page": PER_PAGE,
        "total": counts[part],
        "url_of_page": lambda page: where(part, search, page),
        "back": where(part, search, number),
        "here": where(part, search, number, mail_id=chosen.id) if chosen else None,
        "here_as_text": where(part, search, number, mail_id=chosen.id, view="text") if chosen else None,
        "paused_since": mail_queries.paused_since(session, scope()),
        "failures": mail_queries.failed(session, scope()),
        "looks": mail_words.LOOKS,
        "form": Confirm(),
    }


def _row(row: Mail, people: Mapping[str, Addressee], url: Any) -> Row:
    stands = stands_at(row)
    reason = words.short_reason(row) if stands not in {Look.SENT, Look.PLANNED, Look.WAITING} else ""
    return Row(row, stands, people.get(row.subject), words.title(row.letter), reason, url(mail_id=row.id))


def stands_at(row: Mail) -> Look:
    """The state of the mail at this moment, as the outbox shows it."""
    return look(
        row.state,
        attempts=row.attempts,
        not_before=row.not_before,
        bounced_at=row.bounced_at,
        dismissed_at=row.dismissed_at,
        now=clock.now(),
    )


def _detail(chosen: Mail) -> dict[str, Any]:
    """What stands beside the list; the letter itself only for those who may see the registrations."""
    may_read = may(Permission.VIEW_ATTENDEES)
    letter, flaw = None, ""
    if may_read and chosen.content is not None:
        try:
            letter = framed(chosen)
        except Unwritable as failure:
            flaw = str(failure)
    return {
        "look": stands_at(chosen),
        "title": words.title(chosen.letter),
        "explanation": words.explanation(chosen) if chosen.last_error else "",
        "attempts": _attempts(chosen),
        "may_read": may_read,
        "letter": letter,
        "flaw": flaw,
        "as_text": request.args.get("view") == "text",
        "sender": current_app.config["SETTINGS"].sender,
        "attachment": _attachment(chosen) if may_read else None,
        "can_retry": chosen.content is not None and chosen.state is not State.SENT and chosen.attempts > 0,
    }


def _attempts(chosen: Mail) -> Sequence[mail_queries.Attempt]:
    return mail_queries.attempts(db.session(), chosen.id)


def _attachment(chosen: Mail) -> str | None:
    content = chosen.content or {}
    if content.get("programme"):
        return "programme.ics"
    return "meeting.ics" if content.get("calendar") else None


def _folded_titles() -> dict[str, str]:
    return {name: fold(str(title)) for name, title in words.TITLES.items()}
