"""An edition says who reads its attendee list, and people say whether the public may read their names."""

import sqlalchemy as sa
from alembic import op

revision = "show_the_attendee_list"
down_revision = "read_bounces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as batch_op:
        batch_op.add_column(sa.Column("attendee_list", sa.String(length=30), nullable=False, server_default="nobody"))
    with op.batch_alter_table("registration") as batch_op:
        batch_op.add_column(sa.Column("list_public", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("registration") as batch_op:
        batch_op.drop_column("list_public")
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_column("attendee_list")
