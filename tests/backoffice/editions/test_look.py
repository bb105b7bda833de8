"""An edition's own logo and colour: chosen in the settings, shown on its public pages and nowhere else."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event, File
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_event, make_file
from tests.support.pictures import REFUSED, drawn

SETTINGS = "/en/manage/jahrestagung-2027/settings"
PUBLIC = "/de/jahrestagung-2027/"
SHEET = re.compile(r'href="(/[\w-]+/accent-\w+\.css)"')


def save(visitor, upload=None, **typed):
    """The answer to the settings as they are, but for what is typed, with a file chosen as logo."""
    fields = {**visitor.own_form(SETTINGS).form.fields, **typed}
    if upload is not None:
        fields["logo"] = FileStorage(BytesIO(upload), "logo.png")
    boundary, body = encode_multipart(fields)
    return visitor.post(SETTINGS, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def files(session):
    session.rollback()
    return session.scalars(sa.select(File)).all()


def head(visitor, path=PUBLIC):
    """The link at the left of the public header."""
    match = re.search(r'<a class="wordmark" href="/de/">(.*?)</a>', visitor.get(path).text, re.DOTALL)
    return match[1]


def test_a_chosen_logo_stands_in_the_head_of_the_edition_and_of_no_other(session, event, organiser):
    other = make_event()
    assert save(organiser, drawn(size=(1280, 320)), logo_alt="Ministerium").status_code == 302
    (file,) = files(session)
    assert head(organiser) == (
        f'<img class="logo" src="/files/{file.sha256}.png" alt="Ministerium" width="160" height="40">'
    )
    assert [head(organiser, path) for path in ("/de/", f"/de/{other.slug}/")] == [
        '<span>go<span class="wordmark__dash">-</span>cluster</span>'
    ] * 2


def test_the_logo_is_served_as_a_png_that_is_kept_for_a_year_and_never_guessed(session, event, organiser):
    save(organiser, drawn("JPEG"), logo_alt="Ministerium")
    answer = organiser.get(f"/files/{files(session)[0].sha256}.png")
    assert (answer.mimetype, answer.data[:8], answer.headers["X-Content-Type-Options"]) == (
        "image/png", b"\x89PNG\r\n\x1a\n", "nosniff",
    )  # fmt: skip
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert organiser.get(f"/files/{'0' * 64}.png").status_code == 404


@pytest.mark.parametrize(
    "upload", [each[0] for each in REFUSED.values() if each[0]], ids=list(REFUSED)[:3] + list(REFUSED)[4:]
)
def test_a_harmful_upload_is_refused_at_its_field_and_nothing_is_kept(session, event, organiser, upload):
    answer = save(organiser, upload, logo_alt="Ministerium", city="Bonn")
    assert (answer.status_code, 'id="logo-error"' in answer.text, 'value="Bonn"' in answer.text) == (200, True, True)
    assert files(session) == []


def test_a_logo_without_a_name_is_refused_and_must_be_chosen_once_more(session, event, organiser):
    answer = save(organiser, drawn(), logo_alt="")
    assert answer.text.count("Name the organisation behind the logo") == 2
    assert "Choose the logo again" in answer.text
    assert files(session) == []


def test_a_logo_is_replaced_and_taken_away(session, event, organiser):
    save(organiser, drawn(), logo_alt="Ministerium")
    first = files(session)[0].sha256
    save(organiser, drawn(size=(10, 10)))
    assert ([file.sha256 == first for file in files(session)], organiser.get(f"/files/{first}.png").status_code) == (
        [False],
        404,
    )
    save(organiser, logo_gone="y")
    assert (files(session), "wordmark__dash" in head(organiser)) == ([], True)


def test_saving_other_settings_leaves_the_logo(session, event, organiser):
    save(organiser, drawn(), logo_alt="Ministerium")
    save(organiser, city="Bonn")
    assert len(files(session)) == 1


def test_an_upload_over_the_limit_of_a_request_gets_a_page(event, organiser):
    answer = save(organiser, bytes(3_000_000))
    assert (answer.status_code, "<h1>" in answer.text) == (413, True)


def test_a_damaged_row_does_not_break_a_page(session, event, organiser):
    file = make_file()
    with transaction() as writing:
        writing.execute(sa.update(File).values(width=0, height=0))
        writing.execute(sa.update(Event).values(accent="#FFF", logo_id=file.id))
    answer = organiser.get(PUBLIC)
    assert (answer.status_code, SHEET.search(answer.text), 'width="1"' in answer.text) == (200, None, True)
    assert organiser.get(SETTINGS).status_code == 200


def test_the_pages_of_the_edition_link_its_colours_and_those_of_others_do_not(event, organiser):
    assert SHEET.search(organiser.get(PUBLIC).text) is None
    save(organiser, accent="#5f316e")
    pages = [PUBLIC, f"{PUBLIC}agenda", f"{PUBLIC}register", "/de/", SETTINGS]
    links = [SHEET.search(organiser.get(path, follow_redirects=True).text) for path in pages]
    assert [match is not None for match in links] == [True, True, True, False, False]
    sheet = organiser.get(links[0][1])
    assert (sheet.mimetype, "--edition: #5F316E" in sheet.text) == ("text/css", True)
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_sheet_of_other_colours_is_not_kept_and_a_site_colour_has_none(event, organiser):
    assert organiser.get("/jahrestagung-2027/accent-000000000000.css").status_code == 404
    save(organiser, accent="#5F316E")
    answer = organiser.get("/jahrestagung-2027/accent-000000000000.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_a_pale_colour_is_refused_with_its_contrast_and_one_that_would_do(session, event, organiser):
    answer = save(organiser, accent="#80CDEC")
    sentence = "This colour has a contrast of only 1.7 : 1 with white; text needs 4.5 : 1. #4E7D90 would be enough."
    assert (answer.status_code, answer.text.count(sentence)) == (200, 2)
    german = organiser.form(SETTINGS.replace("/en/", "/de/"), SETTINGS.replace("/en/", "/de/")).send(accent="#80CDEC")
    assert "zu Weiß ist nur 1,7 : 1;" in german.text
    assert save(organiser, accent="#4E7D90").status_code == 302


def test_an_archived_edition_keeps_its_look(session, event, organiser):
    with transaction() as writing:
        writing.execute(sa.update(Event).values(status=EventStatus.ARCHIVED))
    answer = save(organiser, drawn(), logo_alt="Ministerium")
    assert (answer.status_code, files(session)) == (200, [])
