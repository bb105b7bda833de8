"""The log of the waiting lists keeps where the team has put somebody, and the names of removed quotas."""

import sqlalchemy as sa
from alembic import op

revision = "say_where_moved"
down_revision = "ask_what_the_edition_wants"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("waiting_move", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_position", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quota_name", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM waiting_move WHERE move IN ('shifted', 'relisted')")
    with op.batch_alter_table("waiting_move", schema=None) as batch_op:
        batch_op.drop_column("quota_name")
        batch_op.drop_column("to_position")
