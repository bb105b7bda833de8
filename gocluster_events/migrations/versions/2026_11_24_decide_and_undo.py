"""What the team decides can be undone for five minutes; letters of decline give a reason."""

import sqlalchemy as sa
from alembic import op

revision = "decide_and_undo"
down_revision = "say_where_moved"
branch_labels = None
depends_on = None

REASONS = {
    "de": "Es gab mehr Anmeldungen als Plätze. Die Plätze haben andere erhalten.",
    "en": "There were more registrations than places. The places went to others.",
}
mail = sa.table(
    "mail",
    sa.column("id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("letter", sa.String),
    sa.column("language", sa.String),
    sa.column("content", sa.JSON()),
)


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_decision_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_closed_at"), ["closed_at"], unique=False)
    op.create_table(
        "decision_person",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("mail_key", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_person_decision_id_decision"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_decision_person_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", "registration_id", name=op.f("pk_decision_person")),
    )
    with op.batch_alter_table("decision_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_person_registration_id"), ["registration_id"], unique=False)
    _give_reasons()


def _give_reasons() -> None:
    """Letters of decline that still wait give the usual one."""
    connection = op.get_bind()
    waiting = sa.select(mail).where(mail.c.state == "queued", mail.c.letter == "declined", mail.c.content.is_not(None))
    for row in connection.execute(waiting).all():
        values = {"reason": REASONS[row.language], **row.content["values"]}
        content = {**row.content, "values": values}
        connection.execute(sa.update(mail).where(mail.c.id == row.id).values(content=content))


def downgrade() -> None:
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE registration SET hold_until = NULL WHERE status = 'declined'"))
    connection.execute(
        sa.text(
            "DELETE FROM special_needs WHERE registration_id IN (SELECT id FROM registration WHERE status = 'declined')"
        )
    )
    op.drop_table("decision_person")
    op.drop_table("decision")
