"""An index for the mails of an edition in one state: the attendee list asks for those that did not arrive."""

from alembic import op

revision = "find_failed_mails"
down_revision = "read_domains_of_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_mail_state", "mail", ["scope", "state", "recipient"])
    op.drop_index("ix_mail_scope", "mail")


def downgrade() -> None:
    op.create_index("ix_mail_scope", "mail", ["scope"])
    op.drop_index("ix_mail_state", "mail")
