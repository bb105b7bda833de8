"""Let those who have a code register before registration opens to all."""

import sqlalchemy as sa
from alembic import op

revision = "open_to_codes"
down_revision = "suggest_texts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("codes_open_at", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint("codes", "codes_open_at <= registration_opens_at")


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_constraint("codes", type_="check")
        table.drop_column("codes_open_at")
