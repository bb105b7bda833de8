"""Keep the words of name and institution by which the door finds people, for those who are registered already, too."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "keep_words_of_names"
down_revision = "count_by_indexes"
branch_labels = None
depends_on = None

INDEX, LONGEST, PORTION = "ix_registration_words", 600, 1_000
APOSTROPHES = re.compile("['\u2019\u02bc]")
BETWEEN, AROUND = re.compile("[\\s,;\u2010-\u2015-]+"), "()[]{}\"'„“”‚‘’«»‹›:.!?"
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ẞ": "ss"})
LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)


def upgrade() -> None:
    # not in a batch, which would make the table anew and lose that its numbers are never given twice
    op.add_column("registration", sa.Column("name_words", sa.String(LONGEST), nullable=False, server_default=""))
    table = sa.table(
        "registration",
        *(sa.column(name) for name in ("id", "title", "first_name", "last_name", "organisation", "name_words")),
    )
    last = 0
    while rows := op.get_bind().execute(people(table, last)).all():
        last = rows[-1].id
        words = [{"number": number, "words": stored(" ".join(told))} for number, *told in rows]
        change = sa.update(table).where(table.c.id == sa.bindparam("number"))
        op.get_bind().execute(change.values(name_words=sa.bindparam("words")), words)
    op.create_index(INDEX, "registration", ["event_id", "name_words", "reference"])


def downgrade() -> None:
    op.drop_index(INDEX, "registration")
    op.drop_column("registration", "name_words")


def people(table, last):
    columns = (table.c.id, table.c.title, table.c.first_name, table.c.last_name, table.c.organisation)
    return sa.select(*columns).where(table.c.id > last).order_by(table.c.id).limit(PORTION)


def stored(name):
    spelled = APOSTROPHES.sub("", name)
    foldings = {fold(spelled), fold(unicodedata.normalize("NFC", spelled).translate(GERMAN))}
    return "".join(f" {word}" for word in sorted({word for each in foldings for word in split(each)}))[:LONGEST]


def fold(value):
    plain = unicodedata.normalize("NFKD", value.translate(LETTERS))
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()


def split(value):
    words = [word.strip(AROUND) or word for word in BETWEEN.split(value) if word]
    return words or value.split()
