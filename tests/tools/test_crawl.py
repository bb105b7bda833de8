"""A crawl writes down what people get, the same every time, and says where two of them differ."""

import os
import sys
from pathlib import Path

import pytest

from tests.support import nursery
from tests.support.meeting import Who
from tools import crawl_outline, crawl_pages
from tools.crawl_browser import Visit
from tools.crawl_compare import compared
from tools.steps import Failed

PAGE = """<!doctype html><html lang="de"><head><title>Anmelden –  Tagung</title><style>p {}</style></head><body>
<nav aria-label="Haupt"><a href="/de/">Start</a></nav>
<main><h1 id="top">Wer  kommt?</h1><!-- a comment --><div>Bitte <strong>alles</strong> ausfüllen.</div>
<form method="post" action="/de/x" aria-labelledby="top"><input type="hidden" name="csrf_token" value="secret">
<label for="mail">E-Mail</label><input id="mail" name="email" value="a@example.org" required aria-describedby="why">
<p id="why">Für die Bestätigung</p><label><input type="checkbox" name="list" checked> Liste</label>
<select name="mode" aria-label="Teilnahme"><option value="on" selected>Vor Ort</option></select>
<button>Weiter</button></form><p hidden>Später</p><svg aria-hidden="true"><text>!</text></svg></main></body></html>"""


def test_a_page_is_told_as_the_text_that_is_seen_on_it():
    assert crawl_outline.visible(crawl_outline.read(PAGE)) == [
        "Start", "Wer kommt?", "Bitte alles ausfüllen.", "E-Mail", "Für die Bestätigung", "Liste", "Vor Ort", "Weiter",
        "!",
    ]  # fmt: skip


def test_a_page_is_told_as_a_screen_reader_is_told_of_it():
    page = crawl_outline.read(PAGE)
    assert crawl_outline.title(page) == "de · Anmelden – Tagung"
    assert crawl_outline.outline(page) == [
        '- navigation "Haupt"',
        '  - link "Start" [href=/de/]',
        "- main",
        '  - heading 1 "Wer kommt?"',
        "  - text: Bitte alles ausfüllen.",
        '  - form "Wer kommt?" [action=/de/x] [method=post]',
        "    - input [type=hidden] [name=csrf_token]",
        '    - label "E-Mail" [for=mail]',
        '    - input "E-Mail" [name=email] [value=a@example.org] [required] [described: Für die Bestätigung]',
        '    - paragraph "Für die Bestätigung"',
        "    - label",
        '      - input "Liste" [type=checkbox] [name=list] [checked]',
        "      - text: Liste",
        '    - choice "Teilnahme" [name=mode]',
        '      - option "Vor Ort" [value=on] [selected]',
        '    - button "Weiter"',
        '  - paragraph "Später" [hidden]',
    ]


def test_an_address_is_a_file_that_people_can_find():
    visit = Visit("/{lang}/manage/x/items/{item}?a=1", "en", {"city": "Bonn/Köln"})
    assert visit.name == "en/manage_x_items_{item}?a=1 + city=Bonn%2FK%C3%B6ln"
    assert (Visit("/{lang}/", "de").name, Visit("/healthz", "-").name) == ("de/home", "-/healthz")
    assert (visit.holds(["staff", "/items"], Who.STAFF), visit.holds(["admin"], Who.STAFF)) == (True, False)


def test_a_difference_that_many_pages_have_is_told_once(tmp_path: Path):
    for folder, word in (("a", "old"), ("b", "new")):
        (tmp_path / folder).mkdir()
        for number in range(7):
            (tmp_path / folder / f"{number}.txt").write_text(f"{number}\n{word}\n", encoding="utf-8")
        (tmp_path / folder / "same.txt").write_text("same\n", encoding="utf-8")
    (tmp_path / "b" / "more.txt").write_text("", encoding="utf-8")
    assert compared(tmp_path / "a", tmp_path / "a") == []
    assert compared(tmp_path / "a", tmp_path / "b") == [
        f"only in {tmp_path / 'b'}: more.txt",
        "0.txt\n1.txt\n2.txt\n3.txt\n4.txt\nand 2 more\n  -old\n  +new",
    ]
    with pytest.raises(Failed, match="2 differences"):
        crawl_pages.run(["--compare", str(tmp_path / "a"), str(tmp_path / "b")])


def test_a_crawl_needs_a_new_folder(tmp_path: Path):
    with pytest.raises(Failed, match="is there already"):
        crawl_pages.run([str(tmp_path)])
    with pytest.raises(Failed, match="say where to write"):
        crawl_pages.run([])


def test_a_crawl_begins_anew_with_hashes_that_are_the_same_in_each(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    begun: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda _program, words, environ: begun.append((words, environ)))
    monkeypatch.setattr(crawl_pages, "main", lambda _run, _arguments: None)
    crawl_pages.start(["folder", "organiser"])
    ((words, environ),) = begun
    assert words == [sys.executable, "-m", "tools.crawl_pages", "folder", "organiser"]
    assert environ["PYTHONHASHSEED"] == "0"


@pytest.mark.slow
@pytest.mark.seldom
def test_two_crawls_of_one_version_are_alike(tmp_path: Path):
    for name in ("one", "other"):
        words = [str(tmp_path / name), "--markup", "organiser", "/agenda/items"]
        command = [sys.executable, "-m", "tools.crawl_pages", *words]
        crawl = nursery.start("crawl", command, {**os.environ, **crawl_pages.HASHES}, tmp_path / f"{name}.log")
        assert crawl.process.wait() == 0, crawl.last_words
    written = [path for path in (tmp_path / "one").rglob("*.txt") if "status: 200" in path.read_text(encoding="utf-8")]
    assert len(written) > 10
    assert compared(tmp_path / "one", tmp_path / "other") == []
    assert compared(tmp_path / "one-markup", tmp_path / "other-markup") == []
