"""Knowledge cards of a meeting: the team's pages."""

from tests.support.page import MANAGE, Page, Who

CARDS = f"{MANAGE}/cards"
PAGES = (
    Page(CARDS, Who.STAFF),
    Page(f"{CARDS}?view=list", Who.ORGANISER),
    Page(f"{CARDS}?show=dismissed", Who.ORGANISER),
    Page(f"{CARDS}?show=open&search=nirgends", Who.ORGANISER),
    Page("/{lang}/manage/erst-spaeter/cards", Who.ADMIN),
    Page(f"{CARDS}/new", Who.STAFF),
    Page(f"{CARDS}/new", Who.STAFF, sends={"question": "", "evidence_url": "kein Link"}),
    Page(f"{CARDS}/{{card}}", Who.ORGANISER),
    Page(f"{CARDS}/{{public_card}}", Who.STAFF),
    Page(f"{CARDS}/{{merged_card}}", Who.STAFF),
    Page(f"{CARDS}/state", Who.STAFF),
    Page(f"{CARDS}/state?to=asked&card={{card}}.1", Who.STAFF),
    Page(f"{CARDS}/publication?card={{card}}.1&card={{note_card}}.1", Who.ORGANISER),
    Page(f"{CARDS}/publication/removal?card={{public_card}}.1", Who.ORGANISER),
    Page(f"{CARDS}/merging?card={{card}}.1&card={{note_card}}.1", Who.STAFF),
    Page(f"{CARDS}/merging?card={{card}}.1", Who.STAFF, sends={}),
    Page(f"{CARDS}/dismissal?card={{card}}.1", Who.STAFF),
    Page(f"{CARDS}/restoration?card={{dismissed_card}}.2", Who.STAFF),
)
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/cards                                         302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/new                                     302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/new                                     302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/{card}                                  302 302 200 200 404 200 302 302 404
POST /{lang}/manage/{edition}/cards/{card}                                  302 302 200 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/cards/state                                   302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/state                                   302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/publication                             302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/publication                             302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/publication/removal                     302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/publication/removal                     302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/merging                                 302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/merging                                 302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/dismissal                               302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/dismissal                               302 302 200 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/restoration                             302 302 200 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/restoration                             302 302 200 200 404 200 302 302 200
"""
