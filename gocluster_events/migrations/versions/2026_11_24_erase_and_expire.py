"""What is kept goes in time: periods of an edition, numbers of those who are gone, mails that leave nothing behind.

The export log no longer holds the words that somebody searched for: they may be a name. They do not come back.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "erase_and_expire"
down_revision = "invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departed",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_departed_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "mode", "status", name=op.f("pk_departed")),
    )
    op.create_table(
        "retention_run",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_retention_run_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "kind", "at", name=op.f("pk_retention_run")),
    )
    op.add_column("event", sa.Column("retention_days", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("mail", sa.Column("leaves_nothing", sa.Boolean(), nullable=False, server_default=sa.false()))
    _forget_searches()


def _forget_searches() -> None:
    exports = sa.table("export", sa.column("id", sa.Integer), sa.column("filter", sa.JSON))
    connection = op.get_bind()
    for identity, stored in connection.execute(sa.select(exports.c.id, exports.c.filter)).all():
        wanted = json.loads(stored) if isinstance(stored, str) else stored
        if wanted and wanted.get("search"):
            changed = {**wanted, "search": []}
            connection.execute(exports.update().where(exports.c.id == identity).values(filter=changed))


def downgrade() -> None:
    op.drop_column("mail", "leaves_nothing")
    op.drop_column("event", "retention_days")
    op.drop_table("retention_run")
    op.drop_table("departed")
