"""What pages about registrations share: whose page it is, what has overtaken it, and how often one may cause a mail."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, flash, g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.accounts.services.counting import (
    Limit,
    by_network,
    check_counts,
    count,
    count_all,
    count_one_by_one,
)
from gocluster_events.core.errors import TooMany
from gocluster_events.core.text import email_key, fold
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.requests import source
from gocluster_events.meeting.registration.people.forms import SeenForm, ended as ended_sentence
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, people, questions
from gocluster_events.meeting.registration.people.rules import deciding
from gocluster_events.meeting.registration.people.rules.deciding import MOVES
from gocluster_events.meeting.registration.people.rules.questions import Question, is_protected
from gocluster_events.meeting.registration.people.words import codes, history

MANAGE = "/manage/<edition>/registration"
SUBSTITUTES_PER_HOUR = 5  # that one person may name
WRONG_CODES_PER_HOUR = 20  # of one network
SIGN_UPS_PER_HOUR = 20  # of one network with one e-mail address: each may cause a mail to it


def mine() -> Registration:
    """The registration of whoever came by their personal link, or the helpful 404 page."""
    return found_or_404(people.registration(db.session(), g.participant))


def registration_of(registration_id: int) -> Registration:
    """Somebody of this edition, or the helpful 404 page."""
    row = people.registration(db.session(), registration_id)
    return found_or_404(row if row and row.event_id == g.event.id else None)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody who no longer stands where a page has shown them: who did what and when, where the log knows it.

    ``person`` is None once the registration is erased.
    """

    person: Registration | None
    action: str
    who: str
    at: datetime | None


def overtaken(ids: Collection[int]) -> dict[int, Overtaken]:
    """What happened last to each of these registrations, of this edition or erased, by their id."""
    session, acts = db.session(), last_acts(ids)
    names = accounts.names(session, {each.actor for each in acts.values()})
    people_now = {each.id: each for each in decisions.selected(session, g.event.id, ids)}
    entries = {
        identity: Overtaken(
            people_now.get(identity),
            str(history.ACTIONS[each.action]),
            history.actor(each.actor, each.subject, names),
            each.at,
        )
        for identity, each in acts.items()
    }
    return {each: entries.get(each) or Overtaken(people_now.get(each), "", "", None) for each in ids}


def last_acts(ids: Collection[int]) -> dict[int, AuditEntry]:
    """The last act after which each of these registrations stood elsewhere, by their id."""
    subjects = {f"registration:{each}": each for each in ids}
    acts = accounts.last_acts(db.session(), subjects, MOVES)
    return {subjects[subject]: each for subject, each in acts.items() if each.scope == f"edition:{g.event.id}"}


def show_standing(form: SeenForm, person: Registration) -> None:
    """The form sends where the person stands now, unless it was sent already."""
    if not form.is_submitted():
        standings = decisions.standings(db.session(), g.event.id, [person.id])
        form.seen.data = deciding.write_standings(standings)


def overtaken_page(
    title: str,
    form: SeenForm,
    verb: str,
    back: str,
    *,
    able: Collection[int],
    ids: Collection[int] | None = None,
    **facts: Any,
) -> str:
    """The page that says what has changed about the people of the form, with two ways on: all the same, or not at all.

    The form is then about those who are ``able``, as they stand now. ``ids`` are those who stood elsewhere before
    anything was done for the others; None where nothing was done.
    """
    seen = form.standings()
    now = decisions.standings(db.session(), g.event.id, {*seen, *able})
    ids = deciding.overtaken(seen, now) if ids is None else ids
    form.seen.data = deciding.write_standings({each: now[each] for each in able if each in now})
    return render_template(
        "meeting/registration/people/overtaken.html", title=title, form=form, verb=verb, back=back,
        entries=[(seen[each].status, entry) for each, entry in overtaken(ids).items()], **facts,
    )  # fmt: skip


def name_left_out(ended: Sequence[Question], left_out: Sequence[str] = ()) -> None:
    """The next page names the questions whose answers are gone with their condition, besides those ``left_out``."""
    questionnaire = questions.demands(db.session(), g.event) if ended else questions.core(g.event)
    for sentence in dict.fromkeys((*(ended_sentence(questionnaire, each) for each in ended), *left_out)):
        flash(sentence, "info")


def name_left_out_to_team(ended: Sequence[Question], left_out: Sequence[str] = ()) -> None:
    """As `name_left_out`, without the protected questions: that they were answered is only for a few to know."""
    name_left_out([each for each in ended if not is_protected(each)], left_out)


def offered_clusters(clusters: Iterable[str]) -> list[str]:
    """The choices of a field for the cluster: “Not a member” first, then the clusters by name."""
    return [str(codes.NO_MEMBER), *sorted(clusters, key=fold)]


def draft_limits(email: str = "") -> tuple[Limit, ...]:
    """What counts one more person who joins a draft, with that address if it is typed: this network registers no more
    than so many people a minute, nor that address too often an hour. It counts now and not when the draft is sent.
    """
    a_minute = current_app.config["SETTINGS"].registrations_per_minute
    of_network = by_network("draft", source(), a_minute, timedelta(minutes=1))
    return (*of_network, *(_of_address(email) if email else ()))


def count_draft(email: str = "") -> None:
    """One more person joins a draft that is there already. Raises TooMany when a limit is reached."""
    count_all(draft_limits(email), clock.now())


def count_address(before: str, email: str) -> None:
    """Counts a changed address in a draft. Raises TooMany when this network uses that address too often an hour."""
    if email_key(before) != email_key(email):
        count_all(_of_address(email), clock.now())


def count_new_address(registration_id: int) -> None:
    """Raises TooMany when somebody asks for another address of their own too often: each may cause two mails."""
    limit = current_app.config["SETTINGS"].resend_per_hour
    _count("new_address", str(registration_id), limit, timedelta(hours=1))


def count_lost_link() -> None:
    """Raises TooMany when this network asks for lost links too often a minute."""
    a_minute = current_app.config["SETTINGS"].registrations_per_minute
    count_all(by_network("lost_link", source(), a_minute, timedelta(minutes=1)), clock.now())


def check_codes() -> None:
    """Raises TooMany when this network has typed too many wrong codes this hour; nobody is to guess one."""
    check_counts(_wrong_codes(), clock.now())


def count_wrong_code() -> None:
    """Counts a wrong code from this network. Raises TooMany when it may type no more of them this hour."""
    count_one_by_one(_wrong_codes(), clock.now())


def may_resend(email: str) -> bool:
    """Counts a link to that address; False when it may have no more of them this hour. The page never says so."""
    try:
        _count("resend", email_key(email), current_app.config["SETTINGS"].resend_per_hour, timedelta(hours=1))
    except TooMany:
        return False
    return True


def count_substitute(registration_id: int, email: str) -> None:
    """Counts a substitute named with that address.

    Raises TooMany when this person names too many an hour, or that address is named too often.
    """
    _count("substitute", str(registration_id), SUBSTITUTES_PER_HOUR, timedelta(hours=1))
    limit = current_app.config["SETTINGS"].resend_per_hour
    _count("substitute_address", email_key(email), limit, timedelta(hours=1))


def count_new_link(registration_id: int) -> None:
    """Raises TooMany when a person renews their link too often an hour; nobody else can use up that limit."""
    _count("new_link", str(registration_id), current_app.config["SETTINGS"].resend_per_hour, timedelta(hours=1))


def _count(bucket: str, key: str, limit: int, window: timedelta) -> None:
    count(bucket, key, limit, window, clock.now())


def _of_address(email: str) -> tuple[Limit, ...]:
    hour, key = timedelta(hours=1), email_key(email)
    return by_network("draft_address", source(), SIGN_UPS_PER_HOUR, hour, of=key)


def _wrong_codes() -> tuple[Limit, ...]:
    return by_network("code", source(), WRONG_CODES_PER_HOUR, timedelta(hours=1))
