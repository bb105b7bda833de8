"""What becomes of answers when somebody is no longer among those who are asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import AnswerRow, QuestionVersion, Registration
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.rules.questions import Question, is_protected
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from gocluster_events.meeting.registration.people.services.mails import record
from gocluster_events.meeting.registration.people.services.rows import end_health_consent_if_done


def end_answers(
    session: Session, event: Event, registration: Registration, before: Sequence[Applicant], act: Act
) -> tuple[Question, ...]:
    """The person has no answer to a question that was asked of one of ``before`` and is not asked of them any more.

    The history names the questions; of protected ones it says no more than that of needs. With the last health data
    the consent to them ends. Returns the questions that were answered, as they are asked now. Answers that the team's
    change of a question or a quota has left behind stay readable.
    """
    if not event.asks_more:
        return ()
    demands = questions.demands(session, event)
    ids_now = {each.id for each in demands.among(seats.applicant(registration)).every}
    over = [each for each in demands.among(*before).questions if each.id not in ids_now]
    answered_ids = _drop_answers(session, registration.id, [each.id for each in over]) if over else set()
    ended = tuple(each for each in over if each.id in answered_ids)
    if ended:
        record(session, registration, "registration.answers_ended", act, _names(ended))
    if any(is_protected(each) for each in ended):
        end_health_consent_if_done(session, registration.id, act.at)
    return ended


def _names(ended: Sequence[Question]) -> list[str]:
    """The questions by their words, the protected ones together as needs: the log outlives what was answered."""
    needs = ["needs"] if any(is_protected(each) for each in ended) else []
    return [*(each.label.de for each in ended if not is_protected(each)), *needs]


def _drop_answers(session: Session, registration_id: int, question_ids: Sequence[int]) -> set[int]:
    """The registration has no answer to these questions in any version; returns which of them had one."""
    versions = sa.select(QuestionVersion.id).where(QuestionVersion.question_id.in_(question_ids))
    mine = sa.and_(AnswerRow.registration_id == registration_id, AnswerRow.version_id.in_(versions))
    answered = sa.select(QuestionVersion.question_id).join(AnswerRow, AnswerRow.version_id == QuestionVersion.id)
    answered_ids = set(session.scalars(answered.where(mine)))
    if answered_ids:
        session.execute(sa.delete(AnswerRow).where(mine))
    return answered_ids
