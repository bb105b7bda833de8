"""Every field of the form off, optional or mandatory; an edition's own questions; who was born when and where."""

import sqlalchemy as sa
from alembic import op

revision = "ask_what_the_edition_wants"
down_revision = "hand_on_a_place"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fields", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column("fields_revision", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("asks_more", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("postal_address", sa.String(length=300), nullable=False, server_default=""))
        batch_op.alter_column("actor_type", existing_type=sa.String(length=30), nullable=True)
        batch_op.alter_column("state", existing_type=sa.String(length=30), nullable=True)
    op.create_table(
        "protected_identity",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_protected_identity_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_protected_identity")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_question_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_event_id"), ["event_id"], unique=False)
    op.create_table(
        "question_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("is_mandatory", sa.Boolean(), nullable=False),
        sa.Column("for_staff", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("retention", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_version_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_version")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_question_version_question_id_number")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("option", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_answer_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_version.id"],
            name=op.f("fk_answer_version_id_question_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index("ix_answer_option", ["version_id", "option"], unique=False)


def downgrade() -> None:
    """Who did not say what they are comes from elsewhere."""
    for table in ("answer", "question_version", "question", "protected_identity"):
        op.drop_table(table)
    op.execute("UPDATE registration SET actor_type = 'other' WHERE actor_type IS NULL")
    op.execute("UPDATE registration SET state = 'abroad' WHERE state IS NULL")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.alter_column("state", existing_type=sa.String(length=30), nullable=False)
        batch_op.alter_column("actor_type", existing_type=sa.String(length=30), nullable=False)
        batch_op.drop_column("postal_address")
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name in ("fields", "fields_revision", "asks_more"):
            batch_op.drop_column(name)
