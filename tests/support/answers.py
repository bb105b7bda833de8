"""The pages that have no address: what forms and faults are answered with."""

from playwright.sync_api import Page as Tab, Response

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Version
from tests.support.make import NOW, add, make_event
from tests.support.meeting import Meeting, Who
from tests.support.page import MANAGE, Page
from tests.support.pages import REGISTER

BROKEN = "kaputt"
# Of the servers: the second download is one too many, a wrong password never is.
SETTINGS = {"exports_per_hour": "1", "sign_in_per_account": "1000", "sign_in_per_address": "1000"}
OVERTAKEN = {"revision": "999"}  # of a thing that somebody else has saved meanwhile
SEEN_OTHERWISE = {"seen": "999999.confirmed.0"}  # somebody who was erased meanwhile
TOO_LONG = {"email": "x" * 3_000_000}
NOBODY_KNOWS = {"email": "nobody@example.org", "password": "not the right one"}

REFUSED = (
    Page(REGISTER, sends={}),
    Page(f"{REGISTER}/{{draft}}/1/person", Who.PARTICIPANT, sends={"mode": "nowhere"}),
    Page("/{lang}/sign-in", sends=NOBODY_KNOWS),
    Page("/{lang}/lost-link", sends={"email": "nobody"}),
    Page("/{lang}/my/details/person", Who.PARTICIPANT, sends={"last_name": "", "email": "nobody"}),
    Page("/{lang}/my/details/participation", Who.PARTICIPANT, sends={"mode": "online"}),
    Page(f"{MANAGE}/settings", Who.ORGANISER, sends={"title_de": "", "address": "", "contact_email": "nobody"}),
    Page(f"{MANAGE}/agenda/items/new", Who.ORGANISER, sends={"title_de": "", "start": "noon"}),
    Page(f"{MANAGE}/agenda/people/new", Who.ORGANISER, sends={}),
)
COLLISIONS = (
    Page("/{lang}/my/details/person", Who.PARTICIPANT, 409, {**OVERTAKEN, "last_name": "Anders"}),
    Page("/{lang}/my/details/participation", Who.PARTICIPANT, 409, {**OVERTAKEN, "remark": "Ein anderer Text"}),
    Page(f"{MANAGE}/settings", Who.ORGANISER, 409, {**OVERTAKEN, "city": "Bonn"}),
    Page(f"{MANAGE}/agenda/items/{{item}}", Who.ORGANISER, 409, {**OVERTAKEN, "title_de": "Ein anderer Titel"}),
    Page(f"{MANAGE}/agenda/people/{{person}}", Who.ORGANISER, 409, {**OVERTAKEN, "last_name": "Anders"}),
    Page(
        "/{lang}/my/contribution/items/{own_item}/text", Who.PARTICIPANT, 409, {**OVERTAKEN, "title_de": "Ein anderer"}
    ),
    Page(f"{MANAGE}/agenda/suggestions/{{suggestion}}", Who.ORGANISER, 409, OVERTAKEN),
    Page(f"{MANAGE}/agenda/publication", Who.ORGANISER, 409, {**OVERTAKEN, "accepted": "y"}),
    Page(f"{MANAGE}/agenda/items/{{item}}/removal", Who.ORGANISER, 409, OVERTAKEN),
    Page(f"{MANAGE}/registration/decisions/decline?id={{received}}", Who.ORGANISER, 409, SEEN_OTHERWISE),
)
FAULTS = (
    Page("/{lang}/sign-in", status=405, sends={}, to="/{lang}/privacy"),
    Page("/{lang}/sign-in", status=413, sends=TOO_LONG),
    Page(f"{MANAGE}/attendees.xlsx?purpose=Namensschilder", Who.STAFF, 429),
    Page(f"/{{lang}}/{BROKEN}/agenda", status=500),
)
ANSWERS = REFUSED + COLLISIONS + FAULTS
# Answered so by a database that somebody else is writing to, after the bounded wait.
BUSY = Page("/{lang}/sign-in", status=503, sends=NOBODY_KNOWS)

_SEND = """([sends, to]) => {
        const form = document.querySelector("main form[method=post]");
        for (const [name, value] of Object.entries(sends)) {
            for (const field of form.elements) if (field.name === name) field.disabled = true;
            const field = document.createElement("input");
            Object.assign(field, { type: "hidden", name, value });
            form.append(field);
        }
        if (to) form.action = to;
        form.submit();
    }"""


def opened(tab: Tab, site: str, page: Page, meeting: Meeting, lang: str) -> Response:
    """The answer that the tab then shows."""
    address = site + meeting.address(page.address, lang)
    if page.status == 429:
        tab.request.get(address)  # the one that is allowed
    answer = tab.goto(address)
    if page.sends is not None:
        with tab.expect_navigation() as sent:
            tab.evaluate(_SEND, [page.sends, meeting.address(page.to, lang)])
        answer = sent.value
    assert answer is not None
    return answer


def break_a_programme() -> None:
    """There is an edition whose published programme cannot be read."""
    event = make_event(slug=BROKEN, title=Localized("Unlesbares Programm"))
    version = {"number": 1, "document": {}, "note": Localized(), "published_at": NOW, "published_by": "nobody"}
    add(Version(event_id=event.id, **version))
