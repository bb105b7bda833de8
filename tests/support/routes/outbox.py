"""The outbox of an edition and what is done about its mails."""

from tests.support.meeting import Who
from tests.support.page import MANAGE, Page

OUTBOX = f"{MANAGE}/outbox"
PAGES: tuple[Page, ...] = (
    Page(OUTBOX, Who.ORGANISER),
    Page(f"{OUTBOX}?segment=failed&search=bergmann", Who.STAFF),
    Page(f"{OUTBOX}?search=nobody+has+this+name", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}?view=text", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/attempt", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/dismissal", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/address", Who.ORGANISER),
    Page(f"{OUTBOX}/{{mail}}/address", Who.ORGANISER, sends={"email": "no address"}),
    Page(f"{OUTBOX}/attempts", Who.ORGANISER),
    Page(f"{OUTBOX}/pause", Who.ORGANISER),
    Page(f"{OUTBOX}/pause/removal", Who.ORGANISER),
)
NO_PAGES: frozenset[str] = frozenset({"pages.mail_html", "pages.mail_file"})
ROLES = """
GET   /{lang}/manage/jahrestagung-2027/outbox                   302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/{mail}            302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/{mail}/letter.html 302        302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/{mail}.eml        302         302   200       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/{mail}/attempt    302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/outbox/{mail}/attempt    302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/{mail}/dismissal  302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/outbox/{mail}/dismissal  302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/{mail}/address    302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/outbox/{mail}/address    302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/attempts          302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/outbox/attempts          302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/pause             302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/outbox/pause             302         302   403       200      404   200
GET   /{lang}/manage/jahrestagung-2027/outbox/pause/removal     302         302   403       200      404   200
POST  /{lang}/manage/jahrestagung-2027/outbox/pause/removal     302         302   403       200      404   200
"""
