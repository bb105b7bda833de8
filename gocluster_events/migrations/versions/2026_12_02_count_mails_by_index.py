"""Let an index alone tell which mails a search of the outbox finds, and lead to those about somebody."""

from alembic import op

revision = "count_mails_by_index"
down_revision = "know_who_was_away"
branch_labels = None
depends_on = None

STATE, SUBJECT = "ix_mail_state", "ix_mail_subject"


def upgrade() -> None:
    op.drop_index(STATE, "mail")
    op.create_index(STATE, "mail", ["scope", "state", "recipient", "subject", "letter", "dismissed_at"])
    op.drop_index(SUBJECT, "mail")
    op.create_index(SUBJECT, "mail", ["subject", "scope"])


def downgrade() -> None:
    op.drop_index(SUBJECT, "mail")
    op.create_index(SUBJECT, "mail", ["subject"])
    op.drop_index(STATE, "mail")
    op.create_index(STATE, "mail", ["scope", "state", "recipient"])
