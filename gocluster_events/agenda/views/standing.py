"""How an edition's public programme stands, known by a process for a second, so that a known page needs no database."""

from datetime import datetime, timedelta
from typing import Any

from flask import g

from gocluster_events import clock, db
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.queries.publishing import Standing
from gocluster_events.web.find import found_or_404
from gocluster_events.web.kept import Kept, kept

FRESH = timedelta(seconds=1)


def enter() -> Standing:
    """The standing of the edition of the path, which is `g.event` from now on; the 404 page where there is none.

    It is at most `FRESH` old, and never older than what this process has written itself.
    """
    known: Kept[tuple[Standing, datetime, int]] = kept("standing")
    now, commits = clock.now(), db.commits()
    found = known.get(g.slug)
    if found is None or found[2] != commits or not timedelta() <= now - found[1] < FRESH:
        read = found_or_404(queries.standing(db.session(), g.slug))
        db.session().expunge(read.event)  # it outlives this request
        found = known.put(g.slug, (read, now, commits))
    g.event = found[0].event
    return found[0]


def facts(standing: Standing) -> tuple[Any, ...]:
    """What every page of that programme depends on, for the key under which it is kept."""
    return standing.facts, standing.versions, standing.colours
