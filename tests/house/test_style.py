"""What no linter checks: styles and scripts stay in files of their own, links lead somewhere, exceptions say why."""

import re
from pathlib import Path

from gocluster_events.factory import create_app
from tests.support.settings import settings
from tests.support.tree import files, name_of

INLINE = {
    "a style": re.compile(r"<style\b|\sstyle\s*="),
    # a data block is no script: no browser runs it
    "a script": re.compile(
        r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)|\son[a-z]+\s*=\s*[\"']|javascript:"
    ),
}
MICROSECONDS = re.compile(r"isoformat\(\)")  # HTML knows at most three digits below a second
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
ENDPOINT = re.compile(r"url_for\(\s*[\"']([a-z_]+\.[a-z_]+)[\"']")
ID_SELECTOR = re.compile(r"(?:^|[\s,>+~])#[a-zA-Z][\w-]*[^;{}]*\{", re.MULTILINE)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\b(?:rgb|hsl|oklch)a?\(")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{")
CLASS = re.compile(r"\.([a-z][\w-]*)")
STEM = re.compile(r"""(?<![\w-])([a-z][\w-]*[-_])(?:\{|["']\s*~|\$\{)""")  # the rest is put behind it
MACRO = re.compile(r"\{% macro ([a-z]\w*)\(")
HANDED_OVER = re.compile(r"render_template\(([^()]|\([^()]*\))*\)")
KEYWORD = re.compile(r"\b(\w+)=(?!=)")
TAKING_AWAY = re.compile(r"(?:_removal|_withdrawal|cancellation|erasure)\.html$")
NOQA_WITHOUT_REASON = re.compile(r"#\s*noqa(?!: [A-Z0-9, ]+ -- \S)")


def page_templates() -> list[Path]:
    """Mail programs know no style sheets, so mails are left out."""
    pages = [path for path in files(".html") if name_of(path).startswith("templates/")]
    return [path for path in pages if "mail" not in path.stem and path.parent.name != "mail"]


def naming(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [name_of(path) for path in paths if pattern.search(COMMENT.sub("", path.read_text(encoding="utf-8")))]


def test_no_page_holds_a_style():
    assert naming(INLINE["a style"], page_templates()) == []


def test_no_page_names_a_moment_more_finely_than_html_can_read():
    templates = [path for path in files(".html") if name_of(path).startswith("templates/")]
    assert naming(MICROSECONDS, templates) == []


def test_no_page_holds_a_script():
    assert naming(INLINE["a script"], page_templates()) == []


def test_style_sheets_need_neither_force_nor_ids():
    sheets = files(".css")
    assert naming(re.compile("!important"), sheets) + naming(ID_SELECTOR, sheets) == []


def test_every_colour_is_named_once():
    sheets = [path for path in files(".css") if path.name != "tokens.css"]
    assert naming(COLOUR, sheets) == []


def test_every_class_that_a_style_sheet_knows_is_used():
    sources = [path for path in files(".html", ".py", ".js") if name_of(path).split("/")[0] not in {"tests", "tools"}]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    words, stems = set(re.findall(r"[\w-]+", text)), set(STEM.findall(text))
    times = {f"{number}{unit}" for number in range(1, 72) for unit in "hm"}  # computed: for-1h for-15m
    composed = {stem + word for stem in stems for word in words | times}
    assert [(name, known) for name, known in _classes() if known not in words and known not in composed] == []


def _classes() -> list[tuple[str, str]]:
    """Each style sheet with each class in its selectors."""
    sheets = {path: CSS_COMMENT.sub("", path.read_text(encoding="utf-8")) for path in files(".css")}
    rules = [(path, rule) for path, sheet in sheets.items() for rule in RULE.findall(sheet)]
    return sorted({(name_of(path), name) for path, rule in rules if "@" not in rule for name in CLASS.findall(rule)})


def test_every_link_is_the_name_of_a_view():
    app = create_app(settings(mode="demo"))
    sources = page_templates() + [path for path in files(".py") if name_of(path).startswith("gocluster_events/")]
    named = {name for path in sources for name in ENDPOINT.findall(path.read_text(encoding="utf-8"))}
    assert sorted(named - set(app.view_functions)) == []


def macros() -> list[str]:
    """The names that every template knows."""
    shared = [path for path in files(".html") if path.parent.name == "_ui"]
    return [name for path in shared for name in MACRO.findall(path.read_text(encoding="utf-8"))]


def test_every_macro_has_a_name_of_its_own():
    names = macros()
    assert sorted(names) == sorted(set(names) & set(create_app(settings()).jinja_env.globals))


def test_no_view_hands_over_a_value_that_is_called_like_a_macro():
    texts = [path.read_text(encoding="utf-8") for path in files(".py") if "gocluster_events" in path.parts]
    handed = {name for text in texts for call in HANDED_OVER.finditer(text) for name in KEYWORD.findall(call[0])}
    assert "form" in handed
    assert sorted(handed & set(macros())) == []


def test_a_button_that_takes_something_away_looks_like_it():
    pages = [path for path in page_templates() if TAKING_AWAY.search(path.name) and not path.name.startswith("_")]
    assert len(pages) > 20
    assert [name_of(path) for path in pages if '"danger"' not in path.read_text(encoding="utf-8")] == []


def test_every_exception_from_the_linter_says_why():
    assert naming(NOQA_WITHOUT_REASON, [path for path in files(".py") if path != Path(__file__)]) == []
