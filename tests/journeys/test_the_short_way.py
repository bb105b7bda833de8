"""Eight answers, four clicks and one mail from the edition's page to a confirmed place; and nothing typed is lost."""

import pytest
from playwright.sync_api import Browser, Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support import chromium
from tests.support.live import Live, link_in

MOST_BYTES, MOST_VISIBLE, MOST_REQUIRED, MOST_CLICKS = 40_000, 12, 8, 4
_GROUPS = """() => {
    const seen = [...document.querySelectorAll("#sign-up .field")].filter(each => each.checkVisibility());
    return [seen.length, seen.filter(each => !each.querySelector(".kern-label__optional")).length];
}"""


def register(servers: Live) -> str:
    return f"{servers.address}/de/jahrestagung-2027/register"


def answer(page: Page) -> None:
    """The eight answers of somebody who is no member."""
    page.get_by_role("radio", name="Vor Ort").check()
    page.get_by_label("Vorname").fill("Jördis")
    page.get_by_label("Nachname").fill("Weiß")
    page.get_by_label("E-Mail").fill("joerdis@example.org")
    page.get_by_label("Name der Institution").fill("Musternetzwerk")
    page.get_by_label("Art der Institution").select_option("Start-up")
    page.get_by_label("Bundesland").select_option("Sachsen")
    page.get_by_role("group", name="Sind Sie go-cluster-Mitglied?").get_by_label("Nein").check()


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_four_clicks_and_one_mail_lead_to_a_confirmed_place(
    event: Event, servers: Live, browser: Browser, scripts: str
):
    clicks = []
    with chromium.opened(
        browser, java_script_enabled=scripts == "with scripts", viewport={"width": 360, "height": 740}
    ) as page:
        page.goto(f"{servers.address}/de/jahrestagung-2027/")
        for role, name in (("link", "Jetzt anmelden"), ("button", "Weiter: Prüfen"), ("button", "Anmeldung absenden")):
            if name == "Weiter: Prüfen":
                answer(page)
            page.get_by_role(role, name=name).click()
            clicks.append(name)
        page.goto(link_in(servers.mailbox.wait_for("joerdis@example.org")))
        page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
        clicks.append("E-Mail-Adresse bestätigen")
        expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    assert len(clicks) <= MOST_CLICKS


def test_the_words_of_both_cards_stand_on_one_line(event: Event, servers: Live, page: Page):
    page.goto(register(servers))
    tops = page.locator(".modes__card strong").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert (len(tops), len({*tops})) == (2, 1)


def test_five_screens_of_a_phone_lead_to_the_button_that_sends(event: Event, servers: Live, page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(register(servers))
    to_check = page.get_by_role("button", name="Weiter: Prüfen")
    answer(page)
    ends = [to_check.evaluate("each => each.getBoundingClientRect().bottom + scrollY")]
    to_check.click()
    send = page.get_by_role("button", name="Anmeldung absenden")
    ends.append(send.evaluate("each => each.getBoundingClientRect().bottom + scrollY"))
    assert sum(ends) <= 5 * 740


def test_the_page_asks_little_and_weighs_little(event: Event, servers: Live, page: Page):
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{servers.address}/de/jahrestagung-2027/", wait_until="networkidle")
    before = {*requests}
    answer_of_server = page.goto(register(servers), wait_until="networkidle")
    assert answer_of_server is not None
    assert len(answer_of_server.body()) <= MOST_BYTES
    assert {*requests} - before == {register(servers)}
    visible, required = page.evaluate(_GROUPS)
    assert (visible <= MOST_VISIBLE, required) == (True, MOST_REQUIRED)


def test_a_reload_before_anything_was_sent_loses_nothing_but_what_is_nobodys_business(
    event: Event, servers: Live, page: Page
):
    page.goto(register(servers))
    answer(page)
    page.get_by_role("radio", name="Ja, ich gebe etwas an").check()
    page.get_by_role("checkbox", name="Rollstuhlplatz").check()
    page.get_by_text("Weitere Angaben").click()
    page.get_by_label("Funktion").fill("Leitung")
    page.reload()
    expect(page.get_by_label("Nachname")).to_have_value("Weiß")
    expect(page.get_by_role("radio", name="Vor Ort")).to_be_checked()
    expect(page.get_by_label("Funktion")).to_have_value("Leitung")
    expect(page.get_by_role("radio", name="Ja, ich gebe etwas an")).not_to_be_checked()
    expect(page.locator("input[value=wheelchair]")).not_to_be_checked()
    assert "wheelchair" not in page.evaluate("JSON.stringify(sessionStorage)")

    page.get_by_role("button", name="Weiter: Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")
    assert page.evaluate("sessionStorage.length") == 0


def test_what_is_discarded_is_gone_from_the_tab(event: Event, servers: Live, page: Page):
    page.goto(register(servers))
    page.get_by_label("Nachname").fill("Weiß")
    page.get_by_role("button", name="Eingaben verwerfen").click()
    expect(page.get_by_label("Nachname")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_after_half_an_hour_the_tab_has_forgotten(event: Event, servers: Live, page: Page):
    page.clock.install()
    page.goto(register(servers))
    page.get_by_label("Nachname").fill("Weiß")
    page.clock.fast_forward("30:01")
    assert page.evaluate("sessionStorage.length") == 0


def test_after_half_an_hour_the_tab_has_forgotten_on_any_other_page_too(event: Event, servers: Live, page: Page):
    page.clock.install()
    page.goto(register(servers))
    page.get_by_label("Nachname").fill("Weiß")
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    page.clock.fast_forward("29:00")
    assert page.evaluate("sessionStorage.getItem('typed:jahrestagung-2027') !== null")
    page.clock.fast_forward("01:01")
    assert page.evaluate("sessionStorage.getItem('typed:jahrestagung-2027')") is None


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_the_menu_and_the_language_take_along_what_is_typed(
    event: Event, servers: Live, browser: Browser, scripts: str
):
    with chromium.opened(browser, java_script_enabled=scripts == "with scripts") as page:
        page.goto(register(servers))
        page.get_by_label("Nachname").fill("Weiß")
        page.locator(".site-nav").get_by_role("button", name="English").click()
        expect(page.get_by_label("Last name")).to_have_value("Weiß")
        page.get_by_label("First name").fill("Jördis")
        page.locator(".site-nav").get_by_role("button", name="Programme").click()
        page.get_by_role("link", name="Registration").first.click()
        page.get_by_role("link", name="Continue with it").click()
        expect(page.get_by_label("First name")).to_have_value("Jördis")


def test_enter_in_a_field_sends_the_page_and_leaves_it_for_nothing_else(event: Event, servers: Live, page: Page):
    page.goto(register(servers))
    page.get_by_label("Nachname").fill("Weiß")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("kim@gmial.con", "kim@gmail.com"), ("kim@wbe.de", "kim@web.de"), ("kim@muster.exmaple", "kim@muster.example")],
)
def test_an_address_that_looks_mistyped_is_asked_about_at_once(
    event: Event, servers: Live, page: Page, typed: str, suggested: str
):
    page.goto(register(servers))
    page.get_by_label("E-Mail").fill(typed)
    page.keyboard.press("Tab")
    expect(page.get_by_text(f"Meinten Sie {suggested}?")).to_be_visible()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_label("E-Mail")).to_have_value(suggested)
    expect(page.get_by_text("Meinten Sie")).to_be_hidden()


@pytest.mark.parametrize("typed", ["kim@gmail.com", "kim@wab.de", "kim@büro.example.org", "kim"])
def test_an_address_that_looks_right_is_not(event: Event, servers: Live, page: Page, typed: str):
    page.goto(register(servers))
    page.get_by_label("E-Mail").fill(typed)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Meinten Sie")).to_be_hidden()
