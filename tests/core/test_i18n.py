"""Every text is told in the language of the path, or in the one that a letter is written in."""

import pytest
from flask import render_template_string

from gocluster_events.core.i18n import _, _l, _n, force_locale

FULL = _l("Fully booked")


@pytest.fixture
def english(app):
    """A page for an English reader."""
    with app.test_request_context("/en/"):
        app.preprocess_request()
        yield


@pytest.mark.usefixtures("english")
def test_a_text_follows_the_language_of_a_letter_and_comes_back():
    with force_locale("de"):
        inside = str(FULL), _("Fully booked"), _n("%(num)d person", "%(num)d people", 2)
        with force_locale("en"):
            innermost = str(FULL)
    assert inside == ("Ausgebucht", "Ausgebucht", "2 Personen")
    assert (innermost, str(FULL), _n("%(num)d person", "%(num)d people", 1)) == (
        "Fully booked",
        "Fully booked",
        "1 person",
    )


def test_a_text_asked_for_before_there_is_a_page_does_not_stay_english(app):
    assert str(FULL) == "Fully booked"
    with app.test_request_context("/de/"):
        app.preprocess_request()
        assert str(FULL) == "Ausgebucht"


@pytest.mark.usefixtures("english")
def test_a_percent_sign_stays_where_nothing_is_filled_in():
    assert (_("100 % sure"), _("%(share)d %% sure", share=99)) == ("100 % sure", "99 % sure")


@pytest.mark.usefixtures("english")
def test_a_template_says_the_same_and_escapes_what_is_filled_in():
    template = '{{ _("Removed: %(title)s", title=title) }} {{ ngettext("%(num)d person", "%(num)d people", 2) }}'
    with force_locale("de"):
        assert render_template_string(template, title="<b>") == "Entfällt: &lt;b&gt; 2 Personen"


@pytest.mark.usefixtures("english")
def test_a_sentence_that_ends_with_an_abbreviation_or_a_question_has_one_stop():
    sentence = "We will send an e-mail to %(address)s."
    assert [_(sentence, address=each) for each in ("Cluster e. V.", "Who pays?", "kim@example.org")] == [
        "We will send an e-mail to Cluster e. V.",
        "We will send an e-mail to Who pays?",
        "We will send an e-mail to kim@example.org.",
    ]


@pytest.mark.usefixtures("english")
def test_in_a_page_too_and_what_is_typed_stays_escaped():
    page = '{{ _("Bis %(name)s.", name=name) }} {% trans name %}An {{ name }}.{% endtrans %} {{ name|ended }}'
    assert render_template_string(page, name="<b> e. V.") == "Bis &lt;b&gt; e. V. An &lt;b&gt; e. V. &lt;b&gt; e. V."
    assert render_template_string(page, name="Kim") == "Bis Kim. An Kim. Kim."
