"""Give consents rows of their own: what for, in which wording, given and withdrawn when.

What was ticked in the form gets version 0, dated by the registration; the way back makes ticks of what stands then.
"""

import sqlalchemy as sa
from alembic import op

revision = "give_consents_rows"
down_revision = "add_saved_item"
branch_labels = None
depends_on = None

TICKS = ("list_name", "list_email", "list_public")


def upgrade() -> None:
    _add_table()
    _move_in()
    for name in (*TICKS, "no_photos"):
        op.drop_column("registration", name)  # as it is: a table that SQLite rebuilds gives numbers twice
    _rename("no_photos", "photos")


def downgrade() -> None:
    for name in (*TICKS, "no_photos"):
        op.add_column("registration", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    for name in TICKS:
        op.execute(f"UPDATE registration SET {name} = {_stands(name)}")  # noqa: S608 -- names of our own
    refused = "purpose = 'photos' AND withdrawn_at IS NOT NULL"
    op.execute(
        "UPDATE registration SET no_photos = EXISTS (SELECT 1 FROM consent "  # noqa: S608 -- names of our own
        f"WHERE registration_id = registration.id AND {refused}) AND NOT {_stands('photos')}"
    )
    op.drop_table("consent")
    _rename("photos", "no_photos")


def _stands(purpose: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM consent WHERE registration_id = registration.id "  # noqa: S608 -- a name of our own
        f"AND purpose = '{purpose}' AND given_at IS NOT NULL AND withdrawn_at IS NULL)"
    )


def _add_table() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.CheckConstraint("given_at IS NOT NULL OR withdrawn_at IS NOT NULL", name=op.f("ck_consent_answered")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_consent_registration_id_registration"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_consent_registration_id"), "consent", ["registration_id"])
    stands = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "ix_consent_standing",
        "consent",
        ["registration_id", "purpose"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def _move_in() -> None:
    """Ticks of proven people become consents; of others nobody knows whose ticks they were."""
    ticked = "INSERT INTO consent (registration_id, purpose, version, language, given_at, withdrawn_at) SELECT id, "
    for name in TICKS:
        op.execute(
            f"{ticked} '{name}', 0, language, created_at, NULL FROM registration WHERE {name} AND proven_at IS NOT NULL"
        )
    op.execute(f"{ticked} 'photos', 0, language, NULL, created_at FROM registration WHERE no_photos")
    op.execute(
        f"{ticked} 'health', 0, language, created_at, NULL FROM registration WHERE id IN ("  # noqa: S608 -- names of our own
        "SELECT registration_id FROM special_needs WHERE intolerances <> '' OR support_details <> '' "
        "OR CAST(support AS TEXT) <> '[]')"
    )


def _rename(old: str, new: str) -> None:
    """Columns that somebody chose for the list, and the demand of an edition, go by another name."""
    for table, column in (("column_choice", "columns"), ("saved_view", "columns"), ("event", "fields")):
        text = f"replace(CAST({column} AS TEXT), '\"{old}\"', '\"{new}\"')"
        document = text if op.get_bind().dialect.name == "sqlite" else f"CAST({text} AS JSON)"
        op.execute(f"UPDATE {table} SET {column} = {document}")  # noqa: S608 -- names of our own
