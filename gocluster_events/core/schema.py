"""The steps by which the tables come to be, read without Alembic, which no web process needs otherwise."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

MIGRATIONS = Path(__file__).parents[1] / "migrations"
FOREIGN = (
    "This database is from before the first release or of a newer version (nothing here knows its step {step!r}) and"
    " stays as it is: begin with a new one, or use the version that made it."
)


@cache
def steps() -> frozenset[str]:
    """The revisions of all migrations."""
    return frozenset(_named(_texts(), "revision"))


@cache
def last_steps() -> frozenset[str]:
    """The revisions of the migrations that no other migration follows."""
    return frozenset(steps() - _named(_texts(), "down_revision"))


def _texts() -> Sequence[str]:
    return [path.read_text(encoding="utf-8") for path in MIGRATIONS.glob("versions/*.py")]


def _named(texts: Sequence[str], which: str) -> set[str]:
    lines = [line for text in texts for line in re.findall(rf"^{which} = (.+)$", text, re.MULTILINE)]
    return {name for line in lines for name in re.findall(r"""["'](.+?)["']""", line)}
