"""HTML that other programs write into descriptions: what it says stays, as Markdown, and nothing of it runs."""

import pytest

from gocluster_events.core.documents.hypertext import MOST_CHARACTERS, to_markdown
from gocluster_events.core.documents.reading import in_markdown
from gocluster_events.core.web.markdown import markdown
from tests.support.work import work


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("Ein <b>Wort</b> mehr", "Ein **Wort** mehr"),
        ("a < b & c, **so** wie _es_ ist", "a < b & c, **so** wie _es_ ist"),
        ("Forschung &amp; Praxis", "Forschung & Praxis"),
        ("<p>Erstens,\n zweitens</p>\n<p>Drittens</p>", "Erstens, zweitens\n\nDrittens"),
        ("Zeile<br />\nZwei<br><br>Drei", "Zeile  \nZwei\n\nDrei"),
        ("<ul><li>eins</li><li><p>zwei</p><ol><li>a</li><li>b</li></ol></li></ul>", "- eins\n- zwei\n   1. a\n   2. b"),
        ("<h1>Kopf<br>zeile</h1><p>x</p>", "### Kopf zeile\n\nx"),
        ("<blockquote><p>q</p></blockquote><p>r</p>", "> q\n\nr"),
        ('<a href="https://example.org/a_(b)"> y </a>', "[y](https://example.org/a_%28b%29)"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<p>Referent*innen und Gäst*innen</p>", r"Referent\*innen und Gäst\*innen"),
        ("<p>1. Mai</p><p># x</p><p>- y</p>", "1\\. Mai\n\n\\# x\n\n\\- y"),
        ("<p>&lt;b&gt;</p>", "\\<b>"),
        ("**Fett** und <br> *so*", "**Fett** und  \n*so*"),
        ("<b></b><i>offen", "offen"),
    ],
)
def test_each_tag_becomes_its_sign(html, written):
    assert to_markdown(html) == written


def test_a_text_without_html_stays_as_it_is():
    text = "Zeile eins\nZeile zwei\n\n- a\n- b *c* <https://example.org>"
    assert to_markdown(text) == text


@pytest.mark.promise("P15")
@pytest.mark.parametrize(
    "text",
    [
        "<p><img src=x onerror=alert(1)>a</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<a href='https://example.org/\"onclick=alert(1)'>a</a>", "<a href='data:text/html,x'>a</a><br>",
        "<p>[a](javascript:alert(1))</p>", "<scr<script>ipt>alert(1)</script><p>a</p>",
    ],
)  # fmt: skip
def test_nothing_of_it_runs(text):
    html = str(markdown(to_markdown(text)))
    assert not any(each in html for each in ("<script", "<img", "onclick=alert(1)>", 'javascript:alert(1)"', "data:"))


@pytest.mark.promise("P15")
@pytest.mark.parametrize("piece", ["<b>", "</b>", "<ul><li>x", "<!--", "<a", "&", "<![CDATA["])
def test_a_long_text_of_broken_html_is_read_at_once_by_a_process_with_limits(piece):
    began = work()
    in_markdown([("<p>" + piece * MOST_CHARACTERS)[:MOST_CHARACTERS]])
    assert work() - began < 10


def test_a_text_without_end_stays_as_it_is():
    text = f"<b>{'x' * MOST_CHARACTERS}</b>"
    assert to_markdown(text) == text


def test_texts_keep_their_order_and_plain_ones_need_no_process():
    assert in_markdown(["<b>a</b>", "x", "<b>a</b>"]) == ["**a**", "x", "**a**"]
    assert in_markdown(["x", ""]) == ["x", ""]
