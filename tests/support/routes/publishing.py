"""Publishing the programme, and what comes before it."""

from tests.support.page import Page

PAGES: tuple[Page, ...] = ()
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET  /{lang}/manage/{edition}/agenda/versions/1                             302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/versions/1                             302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/undo                                   302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/undo                                   302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/redo                                   302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/checks/no_people                       302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/acceptances/{finding}                  302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/acceptances/{finding}                  302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/acceptances/{accepted}/removal         302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/acceptances/{accepted}/removal         302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/import                                 302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/import                                 302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/import/{upload}                        302 302 403 200 404 200 302 302 302
POST /{lang}/manage/{edition}/agenda/import/{upload}                        302 302 403 200 404 200 302 302 302
GET  /{lang}/manage/{edition}/agenda/import/{upload}/progress.json          302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/import/{upload}/hints.csv              302 302 403 200 404 200 302 302 302
GET  /{lang}/manage/{edition}/agenda/import/{upload}/hints.xlsx             302 302 403 200 404 200 302 302 302
GET  /{lang}/manage/{edition}/agenda/import/{upload}/removal                302 302 403 200 404 200 302 302 302
POST /{lang}/manage/{edition}/agenda/import/{upload}/removal                302 302 403 200 404 200 302 302 302
GET  /{lang}/manage/{edition}/agenda/snapshots/new                          302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/snapshots/new                          302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/snapshots/{snapshot}                   302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/snapshots/{snapshot}                   302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/snapshots/{snapshot}/name              302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/snapshots/{snapshot}/name              302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/snapshots/{snapshot}/removal           302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/snapshots/{snapshot}/removal           302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/publication                            302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/publication                            302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/publication/letters/participants       302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/publication/letters/participants       302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/publication/people                     302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/publication/people                     302 302 403 200 404 200 302 302 200
GET  /{lang}/manage/{edition}/agenda/publication/time                       302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/publication/time                       302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/publication/time/removal               302 302 403 200 404 200 302 302 404
POST /{lang}/manage/{edition}/agenda/publication/time/removal               302 302 403 200 404 200 302 302 404
GET  /{lang}/manage/{edition}/agenda/publication/withdrawal                 302 302 403 200 404 200 302 302 200
POST /{lang}/manage/{edition}/agenda/publication/withdrawal                 302 302 403 200 404 200 302 302 200
"""
