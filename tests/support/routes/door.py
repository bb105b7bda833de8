"""The desk at the door."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

PAGES = (
    Page(f"{MANAGE}/admission", Who.STAFF),
    Page(f"{MANAGE}/admission?search=miller", Who.STAFF),
    Page(f"{MANAGE}/admission?search=niemand", Who.STAFF),
    Page(f"{MANAGE}/admission/items", Who.STAFF),
    Page(f"{MANAGE}/admission/items/{{item}}", Who.STAFF),
    Page(f"{MANAGE}/admission/items/{{workshop}}", Who.STAFF),
    Page(f"{MANAGE}/admission/items/{{workshop}}/release", Who.STAFF),
    Page(f"{MANAGE}/admission/items/{{workshop}}?search=miller", Who.STAFF),
    Page(f"{MANAGE}/admission/walk-in", Who.STAFF),
    Page(f"{MANAGE}/admission/walk-in", Who.STAFF, sends={"first_name": "Kim"}),
)
NO_PAGES = frozenset({"door.admission_state", "door.admission_snapshot", "door.admission_worker"}) | {
    "item_door.item_state",
    "item_door.item_snapshot",
}
ROLES = """
GET  /{lang}/manage/{edition}/admission                                     302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/admission                                     302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/admission/passages                            302 302 400 400 404 400 302 302 400
GET  /{lang}/manage/{edition}/admission/state.json                          302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission/snapshot.json                       302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission-worker.js                           302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission/items                               302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/admission/items/{item}                        302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/admission/items/{item}                        302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/admission/items/{item}/passages               302 302 400 400 404 400 302 302 404
GET  /{lang}/manage/{edition}/admission/items/{item}/state.json             302 302 404 404 404 404 302 302 404
GET  /{lang}/manage/{edition}/admission/items/{item}/snapshot.json          302 302 404 404 404 404 302 302 404
GET  /{lang}/manage/{edition}/admission/items/{workshop}/release            302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/admission/items/{workshop}/release            302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/admission/items/{item}/count                  302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/admission/walk-in                             302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/admission/walk-in                             302 302 200 200 404 200 302 302 200
"""
