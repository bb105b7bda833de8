"""Let those who were there say how it was."""

import sqlalchemy as sa
from alembic import op

revision = "ask_how_it_was"
down_revision = "write_a_report"
branch_labels = None
depends_on = None

TABLES = ("survey_figures", "survey_respondent", "survey_text", "survey_score", "survey")


def upgrade() -> None:
    op.create_table(
        "survey",
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("intro", "questions")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_on", "with_letter")),
        sa.Column("letter_at", sa.DateTime(timezone=True)),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_keys("survey", "event_id"),
    )
    for name, *columns in (
        ("survey_score", sa.Column("steps", sa.JSON(), nullable=False)),
        ("survey_text", sa.Column("place", sa.Integer(), nullable=False), sa.Column("text", sa.Text(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("key", sa.String(32), nullable=False),
            sa.Column("event_id", sa.Integer(), nullable=False),
            *columns,
            *_keys(name, "key"),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{name}_event_id", name, ["event_id"])
    op.create_table(
        "survey_respondent",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        _reference("survey_respondent", "registration"),
        *_keys("survey_respondent", "registration_id"),
    )
    op.create_index("ix_survey_respondent_event_id", "survey_respondent", ["event_id"])
    op.create_table(
        "survey_figures",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        *_keys("survey_figures", "event_id"),
    )


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _keys(table: str, key: str) -> tuple[sa.Constraint, ...]:
    """The edition to which the row belongs, and what it is found by."""
    return _reference(table, "event"), sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}"))


def _reference(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{other}_id_{other}")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete="CASCADE")
