"""The legal texts: a marked draft, saved in versions, approved by an admin, and only then what the public reads."""

import re

import pytest

from gocluster_events.backoffice.legal import queries as legal_queries, services as legal
from gocluster_events.backoffice.legal.rules import (
    Facts,
    Kind,
    Piece,
    gaps,
    pieces,
    sections,
    shipped,
    turns,
    written_sections,
)
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import LANGUAGES, Localized
from tests.support.accountability import ADMIN, ORGANISER, complete
from tests.support.make import make_account
from tests.support.settings import NOW

DRAFT_MARK = {"de": "Entwurf: Die verantwortliche Stelle", "en": "Draft: the operator"}
PATHS = {
    Kind.PRIVACY: "privacy", Kind.LIST: "attendee-list", Kind.PHOTOS: "photos", Kind.IMPRINT: "imprint",
    Kind.ACCESSIBILITY: "accessibility",
}  # fmt: skip
FACTS = Facts("Ministerium", "https://events.example.org", 31)
MANAGE = "/de/manage/jahrestagung-2027/legal"
HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(2)> [klick](javascript:alert(3)) <b onclick="x">fett</b>'


@pytest.fixture
def admin(app, event):
    made = app.test_client()
    made.enter(make_account(is_admin=True, email=ADMIN, name="Alex Admin").email)
    return made


def stored(session, kind=Kind.PHOTOS):
    session.rollback()
    return [(each.number, each.approved_at is not None) for each in legal_queries.history(session, kind)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_before_anything_is_approved_each_page_is_the_shipped_draft_and_says_so(visitor, kind, language):
    text = visitor.get(f"/{language}/{PATHS[kind]}").text
    wanted = [each.id for each in sections(kind) if each.heading]
    assert re.findall(r'<section id="([\w-]+)">', text) == wanted
    assert re.findall(r'<li><a href="#([\w-]+)">', text) == wanted
    assert DRAFT_MARK[language] in text


@pytest.mark.parametrize("kind", Kind)
def test_what_is_shipped_is_complete_in_both_languages_but_for_its_placeholders(kind):
    texts = shipped(kind, FACTS)
    assert [each for each in texts.values() if not (each.de and each.en)] == []
    assert gaps(kind, texts), "a shipped draft must never be approved as it is"
    assert not any("{" in text.de + text.en for text in texts.values())


def test_the_privacy_notice_says_all_that_article_13_asks_for():
    wanted = {
        "controller", "officer", "purposes", "recipients", "third-countries", "retention", "rights", "withdrawal",
        "complaint", "required", "automated", "source",
    }  # fmt: skip
    assert wanted <= {each.id for each in sections(Kind.PRIVACY)}


def test_the_privacy_notice_names_all_that_somebody_else_can_say_of_a_colleague():
    text = shipped(Kind.PRIVACY, FACTS)["source"]
    for each in ("Name", "E-Mail-Adresse", "Teilnahmeart", "Institution", "Art der Inst", "Bundesland", "Mitglied"):
        assert each in text.de
    for each in ("name", "e-mail address", "mode of att", "organisation", "kind of org", "federal state", "membership"):
        assert each in text.en


def test_the_draft_names_the_operator_and_the_true_retention_of_mails(app, visitor):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = type(settings)(**{**vars(settings), "operator": "Ministerium", "mail_retention_days": 31})
    text = visitor.get("/de/privacy").text
    assert ("Ministerium<br>" in text, "31 Tage" in text, "[Name der verantwortlichen Stelle]" in text) == (
        True, True, False,
    )  # fmt: skip


def test_every_saving_is_a_version_and_saving_the_same_is_none(session):
    texts = complete(Kind.PHOTOS)
    assert legal.save_text(Kind.PHOTOS, texts, 0, Act(ORGANISER, NOW)) == 1
    assert legal.save_text(Kind.PHOTOS, texts, 1, Act(ORGANISER, NOW)) == 1
    assert legal.save_text(Kind.PHOTOS, {**texts, "basis": Localized("Neu", "New")}, 1, Act(ORGANISER, NOW)) == 2
    assert stored(session) == [(2, False), (1, False)]


def test_nobody_overwrites_a_colleague(session):
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS), 0, Act(ORGANISER, NOW))
    with pytest.raises(Stale):
        legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS, basis=Localized("a", "b")), 0, Act(ORGANISER, NOW))


@pytest.mark.both_databases
def test_the_public_reads_the_approved_version_until_another_is_approved(session):
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS), 0, Act(ORGANISER, NOW))
    assert legal_queries.public(session, Kind.PHOTOS) is None
    legal.approve_text(Kind.PHOTOS, 1, Act(ADMIN, NOW))
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS, basis=Localized("a", "b")), 1, Act(ORGANISER, NOW))
    session.rollback()
    assert legal_queries.public(session, Kind.PHOTOS).number == 1
    assert legal_queries.states(session) == {Kind.PHOTOS: (2, 1, NOW)}
    legal.approve_text(Kind.PHOTOS, 2, Act(ADMIN, NOW))
    session.rollback()
    assert (
        legal_queries.public(session, Kind.PHOTOS).number,
        legal_queries.public(session, Kind.PHOTOS, 1).number,
    ) == (2, 1)


def test_an_older_version_is_taken_back_as_a_new_one_and_not_approved_as_it_is(session):
    for number, text in enumerate(("eins", "zwei")):
        legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS, basis=Localized(text, text)), number, Act(ORGANISER, NOW))
    legal.approve_text(Kind.PHOTOS, 2, Act(ADMIN, NOW))
    with pytest.raises(Refused):
        legal.approve_text(Kind.PHOTOS, 1, Act(ADMIN, NOW))
    assert legal.take_back_text(Kind.PHOTOS, 1, 2, Act(ORGANISER, NOW)) == 3
    assert legal_queries.texts_of(legal_queries.version(session, Kind.PHOTOS, 3))["basis"].de == "eins"


@pytest.mark.parametrize(
    ("basis", "is_allowed"),
    [
        (Localized("Art. 6 [zu bestätigen]", "Art. 6"), False),
        (Localized("Art. 6", ""), False),
        (Localized("Siehe [DSGVO](https://example.org)", "See [GDPR](https://example.org)"), True),
    ],
)
def test_a_gap_in_either_language_keeps_a_version_from_the_public(session, basis, is_allowed):
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS, basis=basis), 0, Act(ORGANISER, NOW))
    if is_allowed:
        legal.approve_text(Kind.PHOTOS, 1, Act(ADMIN, NOW))
    else:
        with pytest.raises(Refused):
            legal.approve_text(Kind.PHOTOS, 1, Act(ADMIN, NOW))
    assert stored(session) == [(1, is_allowed)]


def test_an_optional_section_that_is_empty_in_both_languages_is_left_out():
    empty = complete(Kind.IMPRINT, register=Localized())
    assert gaps(Kind.IMPRINT, empty) == ()
    assert "register" not in [each.id for each in written_sections(Kind.IMPRINT, empty)]
    assert len(gaps(Kind.IMPRINT, complete(Kind.IMPRINT, register=Localized("Nur deutsch")))) == 1
    assert len(gaps(Kind.IMPRINT, complete(Kind.IMPRINT, provider=Localized()))) == 2


def test_two_versions_are_compared_word_by_word():
    assert pieces("Art. 6 gilt", "Art. 9 gilt") == (
        Piece("Art. "), Piece("6", "old"), Piece("9", "new"), Piece(" gilt"),
    )  # fmt: skip
    old = complete(Kind.PHOTOS)
    new = complete(Kind.PHOTOS, basis=Localized(old["basis"].de, "Something else"))
    assert [(each.section.id, each.language) for each in turns(Kind.PHOTOS, old, new)] == [("basis", "en")]


def test_an_organiser_writes_an_admin_approves_and_everybody_reads(session, organiser, admin, app):
    form = organiser.own_form(f"{MANAGE}/photos")
    typed = {f"{name}_{language}": f"{name} {language}" for name in complete(Kind.PHOTOS) for language in LANGUAGES}
    answer = form.send(**{**typed, "basis_de": "[Lücke]"})
    assert answer.location == f"{MANAGE}/photos/versions/1"
    assert organiser.get(f"{MANAGE}/photos/versions/1/approval").status_code == 403
    refused = admin.own_form(f"{MANAGE}/photos/versions/1/approval").send()
    assert "Diese Version hat noch Lücken" in refused.text
    assert "Rechtsgrundlage, Deutsch: „[Lücke]“ ersetzen." in refused.text
    organiser.own_form(f"{MANAGE}/photos").send(**typed)
    admin.own_form(f"{MANAGE}/photos/versions/2/approval").send()
    text = app.test_client().get("/de/photos").text
    assert ("basis de" in text, "Entwurf:" in text, "Version 2, freigegeben am 20. März 2027." in text) == (
        True, False, True,
    )  # fmt: skip
    session.rollback()
    entries = session.query(AuditEntry).filter(AuditEntry.action.startswith("legal.")).order_by(AuditEntry.id)
    assert [(each.action, each.fields) for each in entries] == [
        ("legal.saved", []), ("legal.saved", ["section_basis"]), ("legal.approved", []),
    ]  # fmt: skip


def test_the_loser_of_two_savings_sees_both_texts(organiser, event):
    first, second = (organiser.own_form(path) for path in [f"{MANAGE}/list"] * 2)
    first.send(form_de="Auf Papier")
    answer = second.send(form_de="Als Datei")
    assert (answer.status_code, "Auf Papier" in answer.text, "Als Datei" in answer.text) == (409, True, True)


def test_earlier_approved_versions_stay_readable_and_drafts_do_not(visitor, session):
    for number in (1, 2, 3):
        texts = complete(Kind.PHOTOS, basis=Localized(f"Fassung {number}", f"Version {number}"))
        legal.save_text(Kind.PHOTOS, texts, number - 1, Act(ORGANISER, NOW))
        if number < 3:
            legal.approve_text(Kind.PHOTOS, number, Act(ADMIN, NOW))
    assert "Fassung 2" in visitor.get("/de/photos").text
    earlier = visitor.get("/de/photos?version=1").text
    assert ("Fassung 1" in earlier, "Dies ist eine frühere Version." in earlier) == (True, True)
    assert visitor.get("/de/photos?version=3").status_code == 404
    assert visitor.get("/de/photos?version=nonsense").status_code == 200


def test_what_is_typed_stays_inert_wherever_it_is_shown(visitor, organiser, admin, session):
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS), 0, Act(ORGANISER, NOW))
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS, basis=Localized(HOSTILE, HOSTILE)), 1, Act(ORGANISER, NOW))
    legal.approve_text(Kind.PHOTOS, 2, Act(ADMIN, NOW))
    pages = [visitor.get("/de/photos").text, organiser.get(f"{MANAGE}/photos").text]
    pages += [organiser.get(f"{MANAGE}/photos/versions/{number}").text for number in (1, 2)]
    for text in pages:
        assert not re.search(r"<script>alert|<img src=x|<b onclick|href=.javascript", text)


def test_no_such_document_and_no_such_version_are_not_found(organiser, admin):
    for path in ("nonsense", "photos/versions/1", "nonsense/versions/1"):
        assert organiser.get(f"{MANAGE}/{path}").status_code == 404
    assert admin.get(f"{MANAGE}/photos/versions/9/approval").status_code == 404
