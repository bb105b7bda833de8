"""Know which registrations are of people on the programme, and give them places beside the seats."""

import sqlalchemy as sa
from alembic import op

revision = "expect_contributors"
down_revision = "tell_press_apart"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("outside_seats", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "contributor_match",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contributor_match_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_contributor_match_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "registration_id", name=op.f("pk_contributor_match")),
    )
    op.create_index(op.f("ix_contributor_match_registration_id"), "contributor_match", ["registration_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_contributor_match_registration_id"), table_name="contributor_match")
    op.drop_table("contributor_match")
    op.drop_column("registration", "outside_seats")
