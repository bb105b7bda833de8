"""What several machines must share: each function does something at one machine and looks for it at the other."""

import re
import time
from dataclasses import dataclass

from gocluster_events.core.accounts.models import Account
from gocluster_events.meeting.events.models import Event
from tests.faults.machines import Machine
from tests.support.make import PASSWORD, make_account, make_day, make_event, make_member
from tests.support.pictures import drawn
from tests.support.programme import plan, slot
from tests.support.questions import COMES
from tests.support.signing_up import PAGE
from tests.support.wire import Answer, Browser, form_in

PER_ACCOUNT = 5
FRESH_SECONDS = 1.0  # as docs/operating.md promises; what is asked for later is new, however long its answer takes


@dataclass(frozen=True)
class Scene:
    """Two machines, and somebody who runs an edition."""

    a: Machine
    b: Machine
    slug: str
    organiser: str

    @property
    def manage(self) -> str:
        """Where its management pages begin."""
        return f"/de/manage/{self.slug}"

    def signed_in(self) -> Browser:
        """The organiser, signed in at the first machine."""
        browser = Browser(self.a.site)
        assert browser.sign_in(self.organiser, PASSWORD).status == 302
        return browser


def an_edition() -> tuple[str, str]:
    """Its slug, and the address of its organiser; its programme is not published."""
    event: Event = make_event()
    organiser: Account = make_member(event)
    slug, email = event.slug, organiser.email
    make_day(event)
    plan(event, slot(1, room=None))
    return slug, email


def sessions(scene: Scene) -> str:
    """Signed in at one machine is signed in at the other, and so is signed out."""
    browser = scene.signed_in()
    browser.site = scene.b.site
    page = browser.get(f"{scene.manage}/")
    assert page.status == 200, page.way_on
    before = dict(browser.cookies)
    answer = browser.send(form_in(page, f"{scene.manage}/", "/de/sign-out"))
    assert answer.status == 302
    browser.site, browser.cookies = scene.a.site, before
    assert browser.get(f"{scene.manage}/").way_on.startswith("/de/sign-in")
    return "sessions"


def rates(scene: Scene) -> str:
    """What is counted against guessing is counted over both."""
    email = make_account().email
    sites = [scene.a.site, scene.b.site] * PER_ACCOUNT
    answers = [Browser(site).sign_in(email, "wrong").status for site in sites[: PER_ACCOUNT + 2]]
    assert answers == [200] * PER_ACCOUNT + [429] * 2
    return "rates"


def drafts(scene: Scene) -> str:
    """Somebody signs up, each page from another machine, and presses the button at both."""
    browser = Browser(scene.a.site)
    form = browser.form(f"/de/{scene.slug}/register")
    browser.site = scene.b.site
    check = browser.send(form, **PAGE).way_on
    browser.site = scene.a.site
    browser.site = scene.b.site
    button = browser.own_form(check)
    first = browser.send(button)
    browser.site = scene.a.site
    again = browser.send(button)
    assert (first.status, first.way_on) == (again.status, again.way_on) == (302, check.replace("/check", "/done"))
    return "sign-ups in several steps"


def versions(scene: Scene) -> str:
    """What is published at one machine is shown by every process of the other within a second."""
    public, page = f"/de/{scene.slug}/agenda", f"{scene.manage}/agenda/publication"
    reader = Browser(scene.b.site)
    for _ in range(8):  # every process has the page as it was
        assert "Vortrag 1" not in reader.get(public).text
    browser = scene.signed_in()
    assert browser.send(browser.own_form(page)).status == 302
    took = last_stale(reader, public, "Vortrag 1")
    assert took <= FRESH_SECONDS
    ours, theirs = (Browser(each.site).get(public) for each in (scene.a, scene.b))
    assert ours.headers["ETag"] == theirs.headers["ETag"]
    known = {"If-None-Match": str(ours.headers["ETag"])}
    assert Browser(scene.b.site).get(public, **known).status == 304
    return f"versions ({took:.1f} s)"


def last_stale(reader: Browser, path: str, words: str) -> float:
    """Seconds from now to the last request whose answer was without the words, of a second's and eight more."""
    begun, elapsed, later = time.monotonic(), 0.0, 0
    stale = 0.0
    while later < 8:
        elapsed = time.monotonic() - begun
        later += elapsed > FRESH_SECONDS
        if words not in reader.get(path).text:
            stale = elapsed
    return stale


def uploads(scene: Scene) -> str:
    """A picture that one machine was given, the other one serves; texts that one was told, too."""
    browser, settings = scene.signed_in(), f"{scene.manage}/settings"
    form = browser.own_form(settings)
    answer = browser.upload(form, "logo", drawn(size=(1280, 320)), logo_alt="Ministerium", motto_de="Neues Motto")
    assert answer.status == 302, re.findall(r'class="error"[^<]*<?[^<]*', answer.text)
    reader, public = Browser(scene.b.site), f"/de/{scene.slug}/"
    assert last_stale(reader, public, "Neues Motto") <= FRESH_SECONDS
    page = reader.get(public)
    picture = re.search(r'src="(/files/\w+\.png)"', page.text)
    assert picture
    served: Answer = Browser(scene.b.site).get(picture[1])
    assert (served.status, served.headers["Content-Type"]) == (200, "image/png")
    return "uploads and texts"


def questions(scene: Scene) -> str:
    """Whatever one machine is told to ask, the other one asks at once, though it has read the questions before."""
    registration = f"/de/{scene.slug}/register"
    page = f"{scene.manage}/registration/questions/new"
    for label in (COMES, "Welche Exkursion?"):
        browser = scene.signed_in()
        form = browser.own_form(page)
        assert browser.send(form, label_de=label, purpose="Planung").status == 302
        assert label in Browser(scene.b.site).get(registration).text
    return "questions"


FACTS = (sessions, rates, drafts, versions, uploads, questions)
