"""Say whose sign-up made a registration, and wait for the answers of those who were signed up together."""

import sqlalchemy as sa
from alembic import op

revision = "register_colleagues"
down_revision = "give_consents_rows"
branch_labels = None
depends_on = None


NAME = "CONSTRAINT fk_registration_registered_by_registration"
REFERENCE = "REFERENCES registration (id) ON DELETE SET NULL"
SEQUENCE = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


def upgrade() -> None:
    op.execute(  # as it is: a table that SQLite rebuilds gives numbers twice
        # SQLite keeps these words as they are, and SQLAlchemy finds the key's name and ON DELETE in the remark alone
        f"ALTER TABLE registration ADD COLUMN registered_by INTEGER {NAME} {REFERENCE} "
        f"/* {NAME} FOREIGN KEY(registered_by) {REFERENCE} */"
    )
    op.create_index(op.f("ix_registration_registered_by"), "registration", ["registered_by"])
    op.create_table(
        "joint_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up", sa.String(length=32), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("is_registrant", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=201), nullable=False),
        sa.Column("institution", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_entry")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_joint_entry_registration_id_registration"),
            ondelete="CASCADE",
        ),
    )
    for column in ("created_at", "registration_id", "sign_up"):
        op.create_index(op.f(f"ix_joint_entry_{column}"), "joint_entry", [column])


def downgrade() -> None:
    op.drop_table("joint_entry")
    op.drop_index(op.f("ix_registration_registered_by"), "registration")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_column("registration", "registered_by")
        return
    checks = sa.inspect(op.get_bind()).get_check_constraints("registration")  # which a table made anew loses
    checks_as_before = [sa.CheckConstraint(each["sqltext"], name=op.f(each["name"])) for each in checks if each["name"]]
    last = op.get_bind().scalar(sa.select(SEQUENCE.c.seq).where(SEQUENCE.c.name == "registration"))
    with op.batch_alter_table(
        "registration", table_args=checks_as_before, table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.drop_column("registered_by")
    keep_counting(last)


def keep_counting(last: int | None) -> None:
    """The next registration has a number after the last one that was ever given, also if that one is erased."""
    op.execute(sa.delete(SEQUENCE).where(SEQUENCE.c.name == "registration"))
    if last is not None:
        op.execute(sa.insert(SEQUENCE).values(name="registration", seq=last))
