"""How often the questions of an edition have changed, so that a process knows whether it has the newest."""

import sqlalchemy as sa
from alembic import op

revision = "count_changes_of_questions"
down_revision = "erase_and_expire"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("questions_revision", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("questions_revision")
