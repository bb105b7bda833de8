"""The press is a kind of organisation of its own; a quota for the others, among whom it was, admits it as before."""

import sqlalchemy as sa
from alembic import op

revision = "tell_press_apart"
down_revision = "name_days"
branch_labels = None
depends_on = None

QUOTA = sa.table("quota", sa.column("id", sa.Integer), sa.column("actor_types", sa.JSON))


def upgrade() -> None:
    _change_quotas("other", lambda types: [*types, "press"])


def downgrade() -> None:
    _change_quotas("press", lambda types: list(dict.fromkeys("other" if each == "press" else each for each in types)))
    op.execute("UPDATE registration SET actor_type = 'other' WHERE actor_type = 'press'")


def _change_quotas(admitted, changed):
    connection = op.get_bind()
    for row in connection.execute(sa.select(QUOTA)).all():
        if admitted in row.actor_types:
            values = {"actor_types": changed(row.actor_types)}
            connection.execute(sa.update(QUOTA).where(QUOTA.c.id == row.id).values(values))
