"""Publishing the programme, and what comes before it."""

from tests.support.page import Page

PAGES: tuple[Page, ...] = ()
NO_PAGES: frozenset[str] = frozenset()
ROLES = """
GET   /{lang}/manage/jahrestagung-2027/agenda/versions/1        302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/versions/1        302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/undo              302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/redo              302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/acceptances/{finding}            302  302 403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/acceptances/{finding}            302  302 403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/acceptances/{accepted}/removal   302  302 403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/acceptances/{accepted}/removal   302  302 403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/import                302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/import                302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/import/{upload}       302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/import/{upload}       302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/import/{upload}/removal 302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/import/{upload}/removal 302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/snapshots/new     302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/snapshots/new     302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/snapshots/{snapshot} 302      302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/snapshots/{snapshot} 302      302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/snapshots/{snapshot}/name 302 302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/snapshots/{snapshot}/name 302 302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/snapshots/{snapshot}/removal 302 302 403      200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/snapshots/{snapshot}/removal 302 302 403      200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/publication       302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/publication       302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/publication/letters/participants 302 302 403  200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/publication/letters/participants 302 302 403  200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/publication/time  302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/publication/time  302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/publication/time/removal 302  302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/publication/time/removal 302  302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/agenda/publication/withdrawal 302    302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/agenda/publication/withdrawal 302    302   403       200      404   200
"""
