"""Let an index alone tell how many mails of a message have left."""

import sqlalchemy as sa
from alembic import op

revision = "count_mails_of_messages"
down_revision = "sign_up_for_items"
branch_labels = None
depends_on = None

INDEX = "ix_mail_message"


def upgrade() -> None:
    which = sa.text("letter = 'message'")
    op.create_index(INDEX, "mail", ["scope", "key", "state"], sqlite_where=which, postgresql_where=which)


def downgrade() -> None:
    op.drop_index(INDEX, "mail")
