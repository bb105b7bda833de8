"""The desk at the door."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

PAGES = (
    Page(f"{MANAGE}/admission", Who.STAFF),
    Page(f"{MANAGE}/admission?search=miller", Who.STAFF),
    Page(f"{MANAGE}/admission?search=niemand", Who.STAFF),
    Page(f"{MANAGE}/admission/walk-in", Who.STAFF),
    Page(f"{MANAGE}/admission/walk-in", Who.STAFF, sends={"first_name": "Kim"}),
)
NO_PAGES = frozenset({"door.admission_state", "door.admission_snapshot", "door.admission_worker"})
ROLES = """
GET  /{lang}/manage/{edition}/admission                                     302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/admission                                     302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/admission/passages                            302 302 400 400 404 400 302 302 400
GET  /{lang}/manage/{edition}/admission/state.json                          302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission/snapshot.json                       302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission-worker.js                           302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission/walk-in                             302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/admission/walk-in                             302 302 200 200 404 200 302 302 200
"""
