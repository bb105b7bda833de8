"""SQLite gives no number of a person twice, as PostgreSQL never does: a link of somebody who is gone opens nothing."""

from alembic import op

revision = "give_no_number_of_a_person_twice"
down_revision = "publish_at_an_hour"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rebuild(sqlite_autoincrement=True)


def downgrade() -> None:
    rebuild(sqlite_autoincrement=False)


def rebuild(**options: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("person", recreate="always", table_kwargs=options):
            pass
