"""A step of the programme's draft keeps who has undone it."""

import sqlalchemy as sa
from alembic import op

revision = "undo_steps"
down_revision = "keep_what_a_code_opened"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("undone_by", sa.String(length=254), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_column("undone_by")
