"""What the operator says in the footer of every public page, by settings of the site."""

import re

import pytest

from tests.support import apps
from tests.support.pictures import SVG, drawn

PAGE = "/de/privacy"
SAID = {
    "easy_language_url": "https://example.org/leichte-sprache",
    "sign_language_url": "https://example.org/dgs",
    "funding": "Gefördert vom Beispielministerium | Funded by the ministry of examples",
}


@pytest.fixture
def site(database):
    """A site with these settings, to be visited."""
    opened = []

    def with_settings(**changes):
        opened.append(apps.made(database_url=database.url, **changes))
        return opened[-1].test_client()

    yield with_settings
    for app in opened:
        apps.let_go(app)


def footer(visitor, page=PAGE):
    return visitor.get(page).text.partition('<footer class="site-footer">')[2]


def test_the_footer_leads_to_easy_and_sign_language_where_the_operator_filled_them(site, visitor):
    assert "Leichte Sprache" not in footer(visitor)
    assert "Gebärdensprache" not in footer(visitor)
    filled = footer(site(**SAID))
    assert re.findall(r'href="(https://[^"]+)" hreflang="\w+">([^<]+)<', filled) == [
        ("https://example.org/leichte-sprache", "Leichte Sprache"),
        ("https://example.org/dgs", "Gebärdensprache"),
    ]


def test_the_funding_line_stands_there_in_the_reader_s_language(site, visitor):
    assert "site-footer__funding" not in footer(visitor)
    filled = site(**SAID)
    assert "<p>Gefördert vom Beispielministerium</p>" in footer(filled)
    assert "<p>Funded by the ministry of examples</p>" in footer(filled, "/en/privacy")
    assert "<img" not in footer(filled)


def test_the_logo_beside_it_is_drawn_anew_and_small(site, tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(drawn(size=(960, 256)))
    filled = site(**SAID, funding_logo=str(logo))
    assert 'src="/funding.png" alt="" width="240" height="64"' in footer(filled)
    answer = filled.get("/funding.png")
    assert (answer.status_code, answer.mimetype, answer.data != logo.read_bytes()) == (200, "image/png", True)


def test_a_file_that_is_no_picture_is_left_out(site, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    filled = site(**SAID, funding_logo=str(logo))
    assert "<img" not in footer(filled)
    assert filled.get("/funding.png").status_code == 404


def test_the_way_of_the_team_stands_in_the_last_line_and_is_no_legal_link(visitor):
    legal, _title, rest = footer(visitor).partition('id="footer-access"')
    last = rest.partition('class="site-footer__end"')[2]
    assert ("/de/sign-in" in legal, "/de/sign-in" in last, "Einloggen (Organisation)" in last) == (False, True, True)
