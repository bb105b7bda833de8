"""A meeting in which every text that somebody typed is hostile, and a web server for it that a browser can visit."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from random import Random
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response
from werkzeug.serving import make_server

from gocluster_events.core import db
from tests.security.harm_to_pages import RUN, SENTINEL
from tests.security.rewinding import rewinding
from tests.support.databases import Database

Column = sa.Column[Any]
LEAST = 300  # texts that are another, however many have no room for more
ROUNDS = 12  # in which strings are dealt; many texts have no room for the longest
RUNNING = (  # each of them runs, wherever it is let
    f'"><img src="//{SENTINEL}/a" onerror="{RUN}">',
    f"</script><script>{RUN}</script>",
    f"'><svg onload={RUN}>",
    f"</title></textarea><script>{RUN}</script>",
    f"<iframe srcdoc='<script>parent.{RUN.removeprefix('window.')}</script>'></iframe>",
    f"[x](javascript:{RUN}) ![x](//{SENTINEL}/b)",
    f"<style>@import '//{SENTINEL}/c'</style>",
    f"x' onmouseover='{RUN}' autofocus onfocus='{RUN}",
)
TYPED = frozenset(  # columns of tables, and keys in what is stored as JSON
    {
        *("first_name", "last_name", "title", "badge_name", "phone", "organisation", "position", "remark", "name"),
        *("label", "note", "text", "reason", "summary", "abstract", "motto", "description", "directions", "venue"),
        *("city", "address", "contact_name", "contact_phone", "biography", "floor", "purpose", "subject", "heading"),
        *(
            "body",
            "answer",
            "help",
            "institution",
            "logo_alt",
            "intolerances",
            "support_details",
            "typist",
            "postal_address",
            "birth_place",
        ),
        *("place", "wording", "comment", "de", "en", "event", "office", "salutation", "title_de", "title_en"),
        *("contact_email", "pending_email", "stream_url", "url", "button", "dismissed_note", "desk"),
        *("browser", "file_name", "last_error", "report"),  # which programs say
        *("credit", "licence"),
        *("question", "insight", "evidence", "evidence_url", "ask_function", "ask_institution", "next_step"),
    }
)
CODES = frozenset(  # texts that the software made, or took as one of its own
    {
        *("ask_person", "owner", "by"),
        *("page", "person", "saved_by", "checked_by", "basis"),  # in a report, from what a number is known
        *(
            "accent",
            "action",
            "badge_key",
            "bucket",
            "cluster",
            "code",
            "colour",
            "credential_id",
            "digest",
            "mark",
            "draft_id",
        ),
        *(
            "email_key",
            "fingerprint",
            "id",
            "invitation_code",
            "item",
            "key",
            "key_digest",
            "language",
            "letter",
            "mail_key",
        ),
        *("media_type", "name_key", "name_words", "occasion", "option", "organisation_key", "password_hash", "pending"),
        "pending_email_key",
        *("point", "portrait", "profile", "reference", "scope", "search_text", "secret", "secret_digest", "sha256"),
        *("sign_up", "slug", "sort_key", "token", "uuid", "zone"),
        # addresses by which people and the team's deeds are found
        *("email", "recipient"),
        *("accepted_by", "actor", "answered_by", "approved_by", "author", "changed_by", "created_by", "invited_by"),
        *("added_by", "planned_by", "published_by", "requested_by", "undone_by"),
    }
)
CHOSEN = frozenset({"consent.purpose", "material.licence"})  # columns of codes that are called as some of typed texts
WRITTEN = frozenset({"photo.basis"})  # and the other way round
_CODE = re.compile(r"[a-z_.]+:\d+|[0-9a-f-]{32,}")  # nobody typed it, although it stands in such a column


def followed(harm: tuple[str, ...] = RUNNING) -> Callable[[str], str]:
    """Every text is followed by harm, each kind in turn."""
    more = cycle(harm)
    return lambda typed: f"{typed} {next(more)}"


def poison(app: Flask, instead: Callable[[str], str]) -> int:
    """Another text stands instead of every typed one that has room for it. How many there are."""
    changed = _poison_all(app, instead)
    assert changed > LEAST
    return changed


def deal(app: Flask, database: Database, strings: Iterable[str], dice: Random) -> list[str]:
    """Each string follows one of the typed texts, whichever has room for it. Those for which none was found."""
    left = list(strings)
    with closing(rewinding(database)) as snapshot:
        for _round in range(ROUNDS):
            dice.shuffle(left)
            dealing = _Dealing(left)
            _poison_all(app, dealing)
            left = [*dealing.left, *(each for text, each in dealing.given.items() if not snapshot.times(text))]
    return left


class _Dealing:
    """Whoever lets each text be followed by one of the strings that are left, and remembers what they gave."""

    def __init__(self, strings: Iterable[str]) -> None:
        self.left, self.given = list(strings), dict[str, str]()

    def __call__(self, typed: str) -> str:
        if not self.left:
            return typed
        one = self.left.pop()
        self.given[f"{typed} {one}"] = one
        return f"{typed} {one}"


def _poison_all(app: Flask, instead: Callable[[str], str]) -> int:
    changed, tables = 0, sa.MetaData()
    with app.app_context():
        engine = db.db.engine
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in sorted(tables.tables.values(), key=lambda each: each.name):
            for column in table.columns:
                is_typed = (column.name in TYPED and str(column) not in CHOSEN) or str(column) in WRITTEN
                if is_typed or isinstance(column.type, sa.JSON):
                    changed += _poison(connection, table, column, instead)
    engine.dispose()
    return changed


def _poison(connection: sa.Connection, table: sa.Table, column: Column, instead: Callable[[str], str]) -> int:
    changed, keys = 0, list(table.primary_key)
    for row in connection.execute(sa.select(*keys, column.label("typed")).order_by(*keys)).all():
        poison = _poisoned(row.typed, instead, is_typed=column.name in TYPED)
        if poison == row.typed:
            continue
        mine = [key == value for key, value in zip(keys, row, strict=False)]
        try:
            with connection.begin_nested():
                changed += connection.execute(sa.update(table).where(*mine).values({column: poison})).rowcount
        except sa.exc.IntegrityError:
            continue  # it is there already
        except sa.exc.DataError:
            assert len(str(poison)) > (getattr(column.type, "length", None) or len(str(poison)))  # PostgreSQL counts
    return changed


def _poisoned(value: Any, instead: Callable[[str], str], *, is_typed: bool) -> Any:
    if isinstance(value, (dict, list)):
        return _deep(value, instead, is_typed=is_typed)
    return instead(value) if isinstance(value, str) and value and is_typed and not _CODE.fullmatch(value) else value


def _deep(value: Any, instead: Callable[[str], str], *, is_typed: bool) -> Any:
    if isinstance(value, dict):
        return {key: _deep(each, instead, is_typed=key in TYPED) for key, each in value.items()}
    if isinstance(value, list):
        return [_deep(each, instead, is_typed=False) for each in value]
    return instead(value) if is_typed and isinstance(value, str) and value else value


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which a thread of this process answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def without_escapes(app: Flask) -> None:
    """Templates show texts as they are, as if `safe` stood behind each."""
    app.jinja_env.bytecode_cache = None  # what other tests compiled escapes
    app.jinja_env.autoescape = False
    if app.jinja_env.cache is not None:
        app.jinja_env.cache.clear()


def without_policy(app: Flask) -> None:
    """No answer has a Content-Security-Policy."""

    def bare(response: Response) -> Response:
        response.headers.pop("Content-Security-Policy", None)
        return response

    app.after_request_funcs.setdefault(None, []).insert(0, bare)  # the first is called last
