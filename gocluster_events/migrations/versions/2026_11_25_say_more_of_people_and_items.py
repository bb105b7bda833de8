"""People have a biography, an address, a portrait, a status and times; an item a short text; somebody can stand in."""

import sqlalchemy as sa
from alembic import op

revision = "say_more_of_people_and_items"
down_revision = "undo_steps"
branch_labels = None
depends_on = None

UNWRITTEN = sa.text("""'{"de": "", "en": ""}'""")
PEOPLE = ("generation", "is_redacted", "available", "portrait_consent", "portrait", "status", "email", "biography")


def upgrade() -> None:
    status = sa.Enum("asked", "agreed", "declined", name="personstatus", native_enum=False, length=30)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("biography", sa.JSON(), server_default=UNWRITTEN, nullable=False))
        batch_op.add_column(sa.Column("email", sa.String(length=254), server_default="", nullable=False))
        batch_op.add_column(sa.Column("status", status, server_default="agreed", nullable=False))
        batch_op.add_column(sa.Column("portrait", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("portrait_consent", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("available", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column("is_redacted", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("generation", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("summary", sa.JSON(), server_default=UNWRITTEN, nullable=False))
    with op.batch_alter_table("appearance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_person_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_appearance_for_person_id"), ["for_person_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_appearance_for_person_id_person"), "person", ["for_person_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("appearance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_appearance_for_person_id_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_appearance_for_person_id"))
        batch_op.drop_column("for_person_id")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_column("summary")
    with op.batch_alter_table("person", schema=None) as batch_op:
        for name in PEOPLE:
            batch_op.drop_column(name)
