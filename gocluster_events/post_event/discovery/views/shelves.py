"""What a process knows of the texts of published editions: a search reads no more than whether it is still so."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from gocluster_events.core import db
from gocluster_events.core.web.page_cache import PageCache, page_cache
from gocluster_events.post_event.discovery.queries import texts
from gocluster_events.post_event.discovery.queries.stamps import Stamp, stamps
from gocluster_events.post_event.discovery.rules.matching import Shelf

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Known:
    """All that is searched of an edition, and what was public of it when it was read."""

    stamp: Stamp
    shelf: Shelf
    weight: int


def shelves() -> Sequence[Shelf]:
    """All that is searched, the latest edition first, as it is public right now: an edition of which anything was
    published, withdrawn or redacted since, in whatever process, is read anew. One statement where nothing was.
    """
    store: PageCache[Known] = page_cache("searched editions", MOST_BYTES, attrgetter("weight"))
    return [_shelf(store, stamp) for stamp in stamps(db.session())]


def _shelf(store: PageCache[Known], stamp: Stamp) -> Shelf:
    known = store.get(stamp.event_id)
    if known is None or known.stamp != stamp:
        shelf = texts.shelf(db.session(), stamp)
        known = store.put(stamp.event_id, Known(stamp, shelf, shelf.weight))
    return known.shelf
