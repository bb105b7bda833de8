"""Taking notes at an item, and who does."""

from tests.support.page import MANAGE, Page, Who

OWN = "/{lang}/my/contribution/notes/{note_item}"
TAKERS = f"{MANAGE}/cards/note-takers"
PAGES = (
    Page(OWN, Who.PARTICIPANT),
    Page(OWN, status=401),
    Page(OWN, Who.PARTICIPANT, sends={"insight": "Drei Gespräche.\n" * 40}),
    Page(f"{OWN}/{{own_note}}/removal", Who.PARTICIPANT),
    Page(TAKERS, Who.ORGANISER),
    Page(TAKERS, Who.ORGANISER, sends={"email": "keine Adresse"}),
    Page("/{lang}/manage/erst-spaeter/cards/note-takers", Who.ADMIN),
    Page(f"{TAKERS}/{{note_item}}/{{note_taker}}/removal", Who.ORGANISER),
)
NO_PAGES = frozenset({"cards.note", "cards.notes_worker"})
ROLES = """
GET  /{lang}/my/contribution/notes-worker.js                                    200 200 200 200 200 200 200 200   -
GET  /{lang}/my/contribution/notes/{note_item}                                  401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/notes/{note_item}                                  401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/notes/{note_item}/card                             401 400 401 401 401 401 400 401   -
GET  /{lang}/my/contribution/notes/{note_item}/{own_note}/removal               401 200 401 401 401 401 200 401   -
POST /{lang}/my/contribution/notes/{note_item}/{own_note}/removal               401 200 401 401 401 401 200 401   -
GET  /{lang}/manage/{edition}/cards/note-takers                                 302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/cards/note-takers                                 302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/cards/note-takers/{note_item}/{note_taker}/removal 302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/cards/note-takers/{note_item}/{note_taker}/removal 302 302 403 200 404 200 302 302 404
"""
