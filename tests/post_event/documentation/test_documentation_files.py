"""The documentation as a PDF and as JSON: read by another program, never more than is public, nothing left of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core import clock
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.cards.services.redacting import forget_person
from gocluster_events.post_event.documentation.views import public
from gocluster_events.post_event.photos.services import photos
from gocluster_events.post_event.report.services import writing
from tests.support.cards import TALK, public_card
from tests.support.counting import counted_statements
from tests.support.documented import LATER, SLUG, a_documented_meeting
from tests.support.materials import answer
from tests.support.paper import addresses, flat, opened
from tests.support.pdf_ua import flaws
from tests.support.photographs import make_photo, photo_row
from tests.support.programme import MAI, TAREK
from tests.support.report import release

PAGE = f"/de/{SLUG}/documentation"
CODES = frozenset({
    "kind", "uuid", "code", "letter", "part", "licence", "language", "page", "zone", "url", "evidence_url", "starts_at",
    "ends_at", "published_at", "photo", "number",
})  # fmt: skip
"""What of the JSON is no text but stands for something."""
LABELS = frozenset({
    "Seite", "von", "Link", "Der", "neueste", "Stand", "Herausgegeben", "Alle", "Texte", "liegen", "dieser", "Datei",
    "für", "Programme", "bei", "documentation", "json", "Quelle", "Inhalt", "Dokumentation", "Anzahl",
})  # fmt: skip
"""What only the paper says, of itself."""


@pytest.fixture(autouse=True)
def weeks_later(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER.at + timedelta(days=1))


def public_text(visitor):
    """All that an anonymous visitor reads of the meeting, in both languages, without markup."""
    paths = ["", "report", "knowledge", "materials", "photos", "agenda", "documentation", "documentation/plenary"]
    paths += ["documentation/open-questions", "documentation/figures"]
    answers = [visitor.get(f"/{language}/{SLUG}/{path}") for language in ("de", "en") for path in paths]
    assert {each.status_code for each in answers} == {200}
    texts = [re.sub(r'<[^>]*? alt="([^"]*)"[^>]*>', r" \1 ", each.text) for each in answers]
    return " ".join(re.sub(r"<[^>]*>", " ", " ".join(texts)).split())


def words_of(text):
    return set(re.findall(r"\w+", text))


def strange_words(content, text):
    """What the PDF says that no public answer says, but for the words that every such paper has."""
    addresses = re.compile(r"https?://\S+|\S+@\S+")
    numbers = {str(number) for number in range(len(opened(content).pages) + 1)}  # of its pages
    return sorted(words_of(addresses.sub("", flat(content))) - words_of(text) - LABELS - numbers)


def texts_of(value, name="") -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each, name)
    elif isinstance(value, str) and value and name not in CODES:
        yield value


def strange_texts(data, text):
    """The texts of the JSON that no public answer says."""
    plain = " ".join(text.split())
    return [each for each in texts_of(data) if not all(line.strip("# ") in plain for line in each.split("\n"))]


def with_a_secret(monkeypatch):
    """The compiling forgets to ask whether a card is public."""
    there = public.read

    def careless(*facts):
        known = there(*facts)
        strand = known.strands[0]
        card = replace(strand.items[0].cards[0], insight="Geheimkanarie", uuid="1")
        item = replace(strand.items[0], cards=(*strand.items[0].cards, card))
        return replace(known, strands=(replace(strand, items=(item, *strand.items[1:])), *known.strands[1:]))

    monkeypatch.setattr(public, "read", careless)


def test_every_text_of_pdf_and_json_is_in_a_public_answer_and_the_test_sees_one_that_is_not(
    session, visitor, monkeypatch
):
    a_documented_meeting()
    text = public_text(visitor)
    assert strange_words(visitor.get(f"{PAGE}.pdf").data, text) == []
    assert strange_texts(visitor.get(f"{PAGE}.json").json, text) == []
    with_a_secret(monkeypatch)
    assert "Geheimkanarie" in strange_words(visitor.get(f"{PAGE}.pdf").data, text)
    assert strange_texts(visitor.get(f"{PAGE}.json").json, text) == ["Geheimkanarie"]


@pytest.mark.parametrize(("language", "title"), [("de", "Dokumentation: Jahrestagung"), ("en", "Documentation: ")])
def test_the_pdf_is_accessible_for_archives_and_carries_its_data(session, visitor, language, title):
    _event, ids = a_documented_meeting()
    content = visitor.get(f"/{language}/{SLUG}/documentation.pdf").data
    assert flaws(content) == []
    reader = opened(content)
    assert reader.root_object["/Lang"] == {"de": "de-DE", "en": "en-GB"}[language]
    assert reader.metadata.title.startswith(title)
    xmp = reader.xmp_metadata.stream.get_data().decode()
    assert [re.search(f"pdfaid:{name}>(.)<", xmp)[1] for name in ("part", "conformance")] == ["3", "A"]
    (attached,) = reader.attachments["documentation.json"]
    assert json.loads(attached) == visitor.get(f"/{language}/{SLUG}/documentation.json").json
    assert TALK in attached.decode()
    assert addresses(content) == {
        f"http://localhost/{language}/{SLUG}/documentation", f"http://localhost/{language}/{SLUG}/materials/{ids['material']}",
        "https://example.org/beleg",
    }  # fmt: skip


def test_the_same_is_made_once_with_the_same_bytes_and_writes_nothing(session, visitor):
    a_documented_meeting()
    with counted_statements() as statements:
        first = visitor.get(f"{PAGE}.pdf")
    assert {each.split()[0] for each in statements} <= {"BEGIN", "SELECT"}
    with counted_statements() as again:
        second = visitor.get(f"{PAGE}.pdf")
    assert second.data == first.data
    assert not any("photo.large" in each for each in again)  # the pictures are not even read
    tag = {"If-None-Match": first.headers["ETag"]}
    assert visitor.get(f"{PAGE}.pdf", headers=tag).status_code == 304
    page = {"If-None-Match": visitor.get(PAGE).headers["ETag"]}
    assert visitor.get(PAGE, headers=page).status_code == 304


def everything(visitor):
    """All that can be read of the documentation, and the tags of its files."""
    pages = [visitor.get(f"{PAGE}{part}").text for part in ("", "/plenary", "/figures", "/open-questions", ".json")]
    pdf = visitor.get(f"{PAGE}.pdf")
    attached = opened(pdf.data).attachments["documentation.json"][0].decode()
    return " ".join([*pages, flat(pdf.data), attached]), pdf.headers["ETag"]


@pytest.mark.both_databases
def test_what_is_withdrawn_is_in_no_copy_any_more_in_that_very_moment(session, visitor):
    event, ids = a_documented_meeting()
    withdrawals = {
        "Erkenntniskanarie": lambda: decide(event.id, {ids["card"]: None}, Deed.TAKE_BACK, LATER),
        "Dateikanarie": lambda: answer(event, ids["material"], MAI, is_granted=False),
        "Fotokanarie": lambda: photos.take_back(event.id, ids["photo"], LATER),
        "Wissen bleibt, wenn Köpfe gehen": lambda: release(event, is_granted=False),
        "Lindholm": lambda: remove_name(event.id, TAREK.uuid, LATER, (forget_person,)),
        "Cluster machen Region": lambda: writing.take_back(event.id, LATER),
    }
    text, tag = everything(visitor)
    assert [canary for canary in withdrawals if canary not in text] == []
    for canary, withdraw in withdrawals.items():
        withdraw()
        assert visitor.get(f"{PAGE}.pdf", headers={"If-None-Match": tag}).status_code == 200
        text, tag = everything(visitor)
        assert canary not in text


def statements_of_pdf(visitor):
    with counted_statements() as statements:
        assert visitor.get(f"{PAGE}.pdf").data.startswith(b"%PDF-")
    return len(statements)


def test_more_cards_and_photos_take_no_more_statements_and_hardly_more_than_the_bytes_of_the_photos(session, visitor):
    event, _ids = a_documented_meeting()
    few, small = statements_of_pdf(visitor), len(visitor.get(f"{PAGE}.pdf").data)
    for number in range(9):
        public_card(event, question=f"Frage {number}?")
    pictured = [make_photo(event, colour, item=TALK) for colour in ("red", "olive", "purple")]
    assert statements_of_pdf(visitor) <= few
    images = sum(len(photo_row(event, uuid).large) for uuid in pictured)
    assert len(visitor.get(f"{PAGE}.pdf").data) - small - images < 60_000
