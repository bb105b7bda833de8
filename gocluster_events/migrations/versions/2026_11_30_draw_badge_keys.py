"""Give every edition a key, without which nobody works out the numbers of the people on its programme."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "draw_badge_keys"
down_revision = "note_runs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("badge_key", sa.String(length=32), nullable=True))
    event = sa.table("event", sa.column("id", sa.Integer()), sa.column("badge_key", sa.String()))
    connection = op.get_bind()
    for event_id in connection.scalars(sa.select(event.c.id)).all():
        drawn = sa.update(event).where(event.c.id == event_id).values(badge_key=secrets.token_hex(16))
        connection.execute(drawn)
    with op.batch_alter_table("event") as table:
        table.alter_column("badge_key", existing_type=sa.String(length=32), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("badge_key")
