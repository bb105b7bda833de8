"""Say of a programme item whether people sign up for it."""

import sqlalchemy as sa
from alembic import op

revision = "sign_up_for_items"
down_revision = "keep_words_of_names"
branch_labels = None
depends_on = None

SIGN_UP = sa.Enum("none", "book", name="sign_up", native_enum=False, length=30)


def upgrade() -> None:
    with op.batch_alter_table("item") as table:
        table.add_column(sa.Column("sign_up", SIGN_UP, nullable=False, server_default="none"))


def downgrade() -> None:
    with op.batch_alter_table("item") as table:
        table.drop_column("sign_up")
