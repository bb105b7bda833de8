"""What is printed: accessible, the same bytes for the same values, and nobody's text is ever markup."""

import threading
import time
from datetime import UTC, datetime

import pytest
import typst
from PIL import Image

from gocluster_events.paper import FONTS, pdf
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


def test_every_character_that_is_kept_has_letters():
    ranges = [
        (0x20, 0x7E),
        (0xA0, 0x24F),
        (0x391, 0x3A1),
        (0x3A3, 0x3C9),
        (0x400, 0x45F),
        (0x5D0, 0x5EA),
        (0x1E00, 0x1EFF),
    ]
    characters = "".join(chr(code) for first, last in ranges for code in range(first, last + 1)) + "–—„“”…‰‹›€←↑→↓"
    assert "□" not in flat(made(f"{characters} 漢")).replace("□", "", 1)  # the stranger makes all of them be looked at


def test_the_same_values_are_the_same_bytes():
    assert made() == made()


def test_only_the_houses_letters_are_used():
    fonts = [font for page in opened(made()).pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts}
    assert names == {"ClusterSans400", "ClusterSans600"}
    assert {path.name for path in FONTS.glob("*.ttf")} == {"cluster-sans-400.ttf", "cluster-sans-600.ttf"}


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
