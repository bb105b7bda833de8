"""Tell main days from the side programme, and give every date with items a day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "tell_main_days"
down_revision = "make_the_tables"
branch_labels = None
depends_on = None

EVENT = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("zone", sa.String),
    sa.column("starts_at", sa.DateTime(timezone=True)),
    sa.column("ends_at", sa.DateTime(timezone=True)),
)
EVENT_DAY = sa.table(
    "event_day",
    sa.column("event_id", sa.Integer),
    sa.column("date", sa.Date),
    sa.column("opens", sa.Time),
    sa.column("closes", sa.Time),
    sa.column("is_main", sa.Boolean),
)
ITEM = sa.table(
    "item",
    sa.column("event_id", sa.Integer),
    sa.column("starts_at", sa.DateTime(timezone=True)),
    sa.column("length_minutes", sa.Integer),
    sa.column("dropped_at", sa.DateTime(timezone=True)),
)
LAST_MINUTE = time(23, 59)


def upgrade() -> None:
    with op.batch_alter_table("event_day") as table:
        table.add_column(sa.Column("is_main", sa.Boolean(), server_default=sa.true(), nullable=False))
        table.add_column(sa.Column("admission", sa.Time(), nullable=True))
    connection = op.get_bind()
    for event in connection.execute(sa.select(EVENT)).all():
        _tell_apart(connection, event)


def downgrade() -> None:
    with op.batch_alter_table("event_day") as table:
        table.drop_column("admission")
        table.drop_column("is_main")


def _tell_apart(connection, event) -> None:
    """The day of the beginning is main, every other one is of the side programme; dates with items have a day."""
    starts, ends = (_at_the_venue(at, event.zone) for at in (event.starts_at, event.ends_at))
    mine = EVENT_DAY.c.event_id == event.id
    connection.execute(EVENT_DAY.update().where(mine, EVENT_DAY.c.date != starts.date()).values(is_main=False))
    known = set(connection.scalars(sa.select(EVENT_DAY.c.date).where(mine)))
    hours = _hours_with_items(connection, event)
    if starts.date() not in known:
        hours[starts.date()] = (starts.time(), ends.time() if ends.date() == starts.date() else LAST_MINUTE)
    for date, (opens, closes) in hours.items():
        if date not in known:
            day = {"event_id": event.id, "date": date, "opens": opens, "closes": closes}
            connection.execute(EVENT_DAY.insert().values(**day, is_main=date == starts.date()))


def _hours_with_items(connection, event):
    """From when until when something takes place, by date."""
    planned = sa.select(ITEM.c.starts_at, ITEM.c.length_minutes).where(
        ITEM.c.event_id == event.id, ITEM.c.starts_at.is_not(None), ITEM.c.dropped_at.is_(None)
    )
    hours = {}
    for at, length_minutes in connection.execute(planned).all():
        start = _at_the_venue(at, event.zone)
        end = _at_the_venue(at + timedelta(minutes=length_minutes), event.zone)
        closes = end.time() if end.date() == start.date() else LAST_MINUTE
        opens, until = hours.get(start.date(), (start.time(), closes))
        hours[start.date()] = (min(opens, start.time()), max(until, closes))
    return hours


def _at_the_venue(at: datetime, zone: str) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ZoneInfo(zone))
