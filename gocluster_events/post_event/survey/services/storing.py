"""What all verbs of a survey share: its row, and the order in which rows lie."""

from collections.abc import Sequence
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import table
from gocluster_events.post_event.survey.models import Survey, SurveyRespondent, SurveyScore, SurveyText
from gocluster_events.post_event.survey.queries import survey_row
from gocluster_events.post_event.survey.rules.questions import USUAL, to_stored
from gocluster_events.post_event.survey.rules.sheets import new_key


def row_in(session: Session, event_id: int) -> Survey:
    """The row of the survey, as it is usual where the team has set nothing. The caller holds the edition's lock."""
    row = survey_row(session, event_id)
    if row is None:
        usual = {"intro": USUAL.intro, "questions": to_stored(USUAL.questions)}
        row = Survey(event_id=event_id, revision=0, is_on=USUAL.is_on, with_letter=USUAL.with_letter, **usual)
        session.add(row)
        session.flush()
    return row


def lay_in_order(session: Session, event_id: int) -> None:
    """Answers lie in the order of their keys, who answered in that of registrations, and one transaction has written
    all of them. Nothing of them leaves the database.

    SQLite lays rows so by itself.
    """
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        return
    for rows in map(table, (SurveyScore, SurveyText, SurveyRespondent)):
        (order,) = rows.primary_key.columns
        gone = sa.delete(rows).where(rows.c.event_id == event_id).returning(*rows.c).cte("gone")
        session.execute(sa.insert(rows).from_select(rows.c.keys(), sa.select(*gone.c).order_by(gone.c[order.name])))


def rewrite(session: Session, event_id: int, chance: Random) -> None:
    """All answers of the edition have new keys and lie in their order, and who answered in the order of registrations.

    So neither place nor key of a row says when it came, and one transaction has written all of them.
    """
    session.flush()
    for model in (SurveyScore, SurveyText):
        rows = _taken(session, table(model), event_id)
        _lay(session, table(model), sorted(({**row, "key": new_key(chance)} for row in rows), key=_key))
    respondents = table(SurveyRespondent)
    _lay(session, respondents, sorted(_taken(session, respondents, event_id), key=_registration))


def _key(row: dict[str, Any]) -> str:
    return str(row["key"])


def _registration(row: dict[str, Any]) -> int:
    return int(row["registration_id"])


def _taken(session: Session, rows: sa.Table, event_id: int) -> Sequence[dict[str, Any]]:
    """The rows of the edition, which are gone from the table."""
    mine = rows.c.event_id == event_id
    known = [dict(row) for row in session.execute(sa.select(rows).where(mine)).mappings()]
    session.execute(sa.delete(rows).where(mine))
    return known


def _lay(session: Session, rows: sa.Table, values: Sequence[dict[str, Any]]) -> None:
    if values:
        session.execute(sa.insert(rows), values)
