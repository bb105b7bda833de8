"""Whether somebody's words may stand in the report: they are asked and answer, or the team notes what it has on paper.

A quote is public only while its release stands, so a withdrawal takes it away in the transaction that stores it.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind, State
from gocluster_events.post_event.report.queries.draft import draft
from gocluster_events.post_event.report.rules.document import Quote
from gocluster_events.post_event.report.rules.editing import Refusal


def ask(event_id: int, uuid: str, names: Mapping[str, str], act: Act) -> None:
    """Whoever is quoted in that block is asked on their own page; ``names`` are those of the programme, by UUID.

    Raises Refused where the words or the person are missing, or whoever is quoted has no page.
    """
    with transaction() as session:
        events.lock(session, event_id)
        quote = _quote(session, event_id, uuid)
        if quote.person not in names:
            raise Refused(Refusal.NO_PERSON)
        if releases.ask_in(session, event_id, Kind.QUOTE, quote.subject, [(quote.person, names[quote.person])], act):
            audit(session, event_id, "report.release_requested", act)


def note_on_paper(event_id: int, uuid: str, subject: str, names: Mapping[str, str], act: Act) -> None:
    """The team has on paper that whoever is quoted in that block agrees to these words.

    Raises Stale when the block says something else than the ``subject`` by now, Refused where the words or the person
    are missing, or who is quoted has answered themselves.
    """
    with transaction() as session:
        events.lock(session, event_id)
        quote = _seen_quote(session, event_id, uuid, subject)
        name = names.get(quote.person, "") if quote.person else quote.name
        if not name:
            raise Refused(Refusal.UNFINISHED)
        releases.ask_in(session, event_id, Kind.QUOTE, quote.subject, [(quote.speaker, name)], act)
        releases.on_paper_in(session, event_id, Kind.QUOTE, quote.subject, quote.speaker, act)


def note_withdrawal(event_id: int, uuid: str, subject: str, act: Act) -> None:
    """Who is quoted in that block has told the team that they withdraw their release; nobody reads the words any more.

    Raises Stale when the block says something else than the ``subject`` by now, Refused where no release stands.
    """
    with transaction() as session:
        events.lock(session, event_id)
        quote = _seen_quote(session, event_id, uuid, subject)
        releases.withdrawal_in(session, event_id, Kind.QUOTE, subject, quote.speaker, act)


def answer_quote(event_id: int, subject: str, person: str, act: Act, *, is_granted: bool) -> State:
    """What the person (UUID) says to their words is stored. Without a yes nobody reads them from this moment on.

    Raises Refused when they were not asked.
    """
    with transaction() as session:
        events.lock(session, event_id)
        return releases.answer_in(session, event_id, Kind.QUOTE, subject, person, act, is_granted=is_granted)


def _quote(session: Session, event_id: int, uuid: str) -> Quote:
    block = draft(session, event_id).report.block(uuid)
    if not isinstance(block, Quote) or not block.text:
        raise Refused(Refusal.UNFINISHED)
    return block


def _seen_quote(session: Session, event_id: int, uuid: str, subject: str) -> Quote:
    quote = _quote(session, event_id, uuid)
    if quote.subject != subject:
        raise Stale
    return quote
