"""Let somebody in once on each day of a meeting, no longer once at all."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "admit_each_day"
down_revision = "note_lost_links"
branch_labels = None
depends_on = None

STANDING = "uq_admission_standing"
NIGHT = timedelta(hours=4)
admission = sa.table(
    "admission",
    sa.column("id", sa.Integer),
    sa.column("event_id", sa.Integer),
    sa.column("registration_id", sa.Integer),
    sa.column("day", sa.Date),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("undone_at", sa.DateTime(timezone=True)),
)
event = sa.table("event", sa.column("id", sa.Integer), sa.column("zone", sa.String))


def _index(*columns: str) -> None:
    standing = sa.text("undone_at IS NULL")
    op.create_index(STANDING, "admission", columns, unique=True, sqlite_where=standing, postgresql_where=standing)


def upgrade() -> None:
    op.drop_index(STANDING, table_name="admission")
    op.add_column("admission", sa.Column("day", sa.Date(), nullable=True))
    connection = op.get_bind()
    rows = sa.select(admission.c.id, admission.c.at, event.c.zone).join(event, event.c.id == admission.c.event_id)
    for identity, at, zone in connection.execute(rows).all():
        day = (at.replace(tzinfo=at.tzinfo or ZoneInfo("UTC")).astimezone(ZoneInfo(zone)) - NIGHT).date()
        connection.execute(sa.update(admission).where(admission.c.id == identity).values(day=day))
    with op.batch_alter_table("admission") as table:
        table.alter_column("day", existing_type=sa.Date(), nullable=False)
    _index("registration_id", "day")


def downgrade() -> None:
    op.drop_index(STANDING, table_name="admission")
    other = admission.alias()
    before = sa.exists().where(
        other.c.registration_id == admission.c.registration_id, other.c.undone_at.is_(None), other.c.id < admission.c.id
    )
    later = sa.update(admission).where(admission.c.undone_at.is_(None), before)
    op.execute(later.values(undone_at=admission.c.at))  # only one may stand
    with op.batch_alter_table("admission") as table:
        table.drop_column("day")
    _index("registration_id")
