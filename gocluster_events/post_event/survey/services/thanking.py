"""Those who were there are thanked, and asked how it was, once."""

from datetime import datetime, timedelta

from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.services.mails import composed, moment
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.rules.letters import SURVEY_LETTER
from gocluster_events.post_event.survey.rules.phases import Phase, Times, is_letter_due
from gocluster_events.post_event.survey.services.storing import row_in

_SINCE = timedelta(days=3)


def thank_due(now: datetime) -> int:
    """On the morning after a meeting, whoever was there has a letter, if the team has not switched that off.

    Everybody gets it, whoever has answered too: otherwise the outbox would tell who had. Returns how many letters.
    Called by the worker.
    """
    return sum(_thank(each.id, now) for each in queries.written_to(reading(), now, now - _SINCE))


def _thank(event_id: int, now: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        times = Times(event.status, event.ends_at, event.zone)
        is_due = is_letter_due(times, now) and queries.phase(session, event, now) is Phase.OPEN
        if not is_due or event not in queries.written_to(session, now, now - _SINCE):
            return 0
        row_in(session, event_id).letter_at = now
        mails = [
            composed(
                event, person, SURVEY_LETTER, {"until": moment(event, times.closes_at, person.language)},
                key=event.ends_at.isoformat(),
            )
            for person in queries.eligible(session, event_id)
            if person.email
        ]  # fmt: skip
        sending.send_all(session, mails, now)
        return len(mails)
