"""What is printed: accessible, the same bytes for the same values, and nobody's text is ever markup."""

import threading
import time
import unicodedata
from datetime import UTC, datetime

import pytest
import typst
from PIL import Image

from gocluster_events.core.glyphs import FONTS, MISSING, faces, missing, width, within
from gocluster_events.core.paper import pdf, values
from tests.support.paper import accessibility, drawn, flat, opened, tags
from tests.support.pdf_ua import flaws

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
TEMPLATE = "= #data.title\n#data.words"
HOSTILE = {
    "markup": ("#panic(1) *stark* _leise_ $x$ `roh` <marke> @ziel \\ // -- ~ = + - /", None),
    "quotes": ('"; } #import "@preview/x:1.0.0" {', None),
    "NUL": ("vor\0nach", "vornach"),
    "controls": ("a\x07\x1b[31m\x7fb\uffffc", "a[31mbc"),
    "direction": ("Preis \u202e100\u202c Euro", "Preis 100 Euro"),
    "Hebrew": ("שלום", None),
    "Cyrillic and Greek": ("Привет Αθήνα", None),
    "Polish and Vietnamese": ("Elżbieta Nguyễn", None),
    "decomposed": ("Mu\u0308ller", "Müller"),
    "modern Greek beside Chinese": ("ώ ό ύ 漢", "ώ ό ύ □"),
    "Georgian and Armenian beside emoji": ("გიორგი Հայկ 😀", "გიორგი Հայկ □"),
    "Cyrillic of old and Latin of today": ("Ѻ ẞ ǅ ſ ⱥ", None),
    "a mark over a letter of no font": ("漢\u0301 x", "□ x"),
    "Chinese": ("Frau 漢 kommt", "Frau □ kommt"),
    "emoji": ("Start 😀🚀", "Start □□"),
    "one long word": ("Donaudampfschifffahrt" * 12, None),
}


def made(words: str = "Ein Satz.", template: str = TEMPLATE) -> bytes:
    return pdf(template, {"title": "Aushang", "lang": "de", "words": words}, AT)


def test_a_document_is_tagged_and_says_its_language_and_title():
    assert accessibility(made()) == {
        "marked": True,
        "language": "de-DE",
        "title": "Aushang",
        "shows its title": True,
        "part": "1",
    }
    assert tags(made()) == ["Document", "H1", "P"]
    assert flaws(made()) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_comes_out_as_the_text_it_is(kind: str):
    typed, read = HOSTILE[kind]
    assert flat(made(typed)).replace(" ", "") == f"Aushang{read or typed}".replace(" ", "")


def test_every_letter_that_a_font_has_is_printed():
    letters = sorted({each for face in faces(400) for each in face.widths if unicodedata.category(each)[0] == "L"})
    assert (missing("".join(letters)), len(letters) > 3000) == ("", True)
    assert MISSING not in flat(made(" ".join(letters)))


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize(
    ("first", "last"), [(0xC0, 0x24F), (0x370, 0x3E1), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF)]
)
def test_latin_greek_and_cyrillic_are_complete(weight: int, first: int, last: int):
    assigned = {chr(code) for code in range(first, last + 1) if unicodedata.category(chr(code)) != "Cn"}
    assert assigned - set().union(*(face.widths for face in faces(weight)[:2])) == set()


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize(
    "text",
    [
        "Jürgen Győrgyi-Ģēģere",
        "AVATAR Työväen Tor-Vej",
        "Γιώργος Παπαδόπουλος",
        "Дмитрий Ўткин",
        "Nguyễn Thị Hằng",
        "1111 2027",
    ],
)
def test_a_text_is_as_wide_as_it_was_measured(text: str, weight: int):
    template = "#let words = text(size: 100pt, weight: data.weight, number-width: auto, data.words)\n"
    template += "#context [#metadata(measure(words).width.pt()) <wide>]"
    (points,) = values(template, {"title": "", "lang": "de", "words": text, "weight": weight}, "wide")
    assert points / 100 == pytest.approx(width(text, weight), rel=0.04)
    assert points / 100 <= width(text, weight) * 1.01


def test_a_text_is_set_as_large_as_its_room_allows_with_its_descenders():
    roomy, low = within("Jürgen", 1000, 24, (20.0, 10.0)), within("Jürgen", 1000, 23.9, (20.0, 10.0))
    assert ((roomy.size, low.size), (roomy.height, low.height)) == ((20, 10), (pytest.approx(24), pytest.approx(12)))


def test_a_text_has_more_lines_before_a_word_of_it_is_broken():
    narrow = width("Cluster") * 10 * 1.02
    assert within("Cluster Cluster Cluster", narrow, 36, (12.0, 10.0)).lines == ("Cluster",) * 3
    broken = within("ClusterCluster Cluster", narrow, 24, (12.0, 10.0))
    assert (broken.fits, len(broken.lines), broken.lines[-1][-1]) == (False, 2, "…")


def test_the_same_values_are_the_same_bytes():
    assert made() == made()


def test_only_the_houses_letters_are_used():
    fonts = [font for page in opened(made()).pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts}
    assert names == {"ClusterSans400", "ClusterSans600"}
    foreign = [font for page in opened(made("محمد ✓")).pages for font in page["/Resources"]["/Font"].values()]
    assert all("+ClusterSans" in str(font.get_object()["/BaseFont"]) for font in foreign)
    scripts = ("-wide", "-arabic", "-armenian", "-georgian", "-hebrew", "-symbols")
    assert {path.name.rpartition("-")[0] for path in FONTS.glob("*.ttf")} == {
        f"cluster-sans{script}" for script in ("", *scripts)
    }


def test_a_picture_without_words_is_refused(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "x.png")
    picture = {"x.png": (tmp_path / "x.png").read_bytes()}
    values = {"title": "Bild", "lang": "de"}
    assert "Figure" in tags(pdf('= A\n#image("x.png", alt: "Zeichen")', values, AT, picture))
    with pytest.raises(typst.TypstError, match="alt"):
        pdf('= A\n#image("x.png")', values, AT, picture)


def test_a_page_can_be_drawn(tmp_path):
    assert {image.size for image in drawn(made(), tmp_path)} <= {(414, 585)}  # A4; none where poppler is missing


def test_others_go_on_while_a_page_is_set():
    long = threading.Thread(target=made, args=(" ".join(f"Wort{number}" for number in range(30_000)),))
    long.start()
    turns = 0
    while long.is_alive():
        time.sleep(0.001)
        turns += 1
    assert turns > 20
