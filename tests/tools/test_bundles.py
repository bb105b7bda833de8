"""A page asks for one style sheet and one module, whatever they are made of."""

import pytest

from tests.support.tree import ROOT
from tools import bundles
from tools.minified import minified

STATIC = ROOT / "static"


def bundle(folder, text, name="all.css"):
    (folder / "bundles").mkdir()
    path = folder / "bundles" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_bundle_is_what_it_imports_without_comments_and_indentation(tmp_path):
    (tmp_path / "one.css").write_text("/*! by somebody */\n.a {\n  /* why */\n  color: red;\n}\n", encoding="utf-8")
    (tmp_path / "two.css").write_text(".b {\n  margin: 0 1px;\n}\n", encoding="utf-8")
    path = bundle(tmp_path, '/* all */\n@import url("../one.css");\n@import url("../two.css") print;\n')
    assert bundles.joined(path) == "/*! by somebody */.a{color:red}\n@media print{.b{margin:0 1px}}\n"


def test_a_relative_address_leads_from_the_bundle_to_the_same_file(tmp_path):
    (tmp_path / "css" / "common").mkdir(parents=True)
    (tmp_path / "css" / "common" / "one.css").write_text('a { src: url("../../fonts/f.woff2"); }', encoding="utf-8")
    path = bundle(tmp_path, '@import url("../css/common/one.css");\n')
    assert 'url("../fonts/f.woff2")' in bundles.joined(path)


@pytest.mark.parametrize(
    ("sheet", "short"),
    [
        (".a {\n  color: red;\n\n  margin: 0 1px;\n}\n\n.b { }\n", ".a{color:red;margin:0 1px}.b{}"),
        ("/* why */ .a { /* not */ color: red }", ".a{color:red}"),
        (
            "/*! by me */\n@media (width > calc(1rem + 2px)) { .a { top: 0 } }",
            "/*! by me */@media (width > calc(1rem + 2px)){.a{top:0}}",
        ),
        (".a > .b + .c ~ .d,\n.e { top: 0 }", ".a>.b+.c~.d,.e{top:0}"),
        (".a :is( .b, .c ) .d :hover { top: 0 }", ".a :is(.b,.c) .d :hover{top:0}"),
        (".a:not(.b) .c > :nth-child(2n + 1) { top: 0 }", ".a:not(.b) .c>:nth-child(2n+1){top:0}"),
        (
            '[title="a > b; {c}  d"] { content: "  /* x */ ; 0.5 \\" }" }',
            '[title="a > b; {c}  d"]{content:"  /* x */ ; 0.5 \\" }"}',
        ),
        (
            ".a { width: calc(100% - (0.5rem + 2px) * 2) !important }",
            ".a{width:calc(100% - (.5rem + 2px) * 2)!important}",
        ),
        (".a { margin: -0.5rem 10.5px; --space-0: 0.25 }", ".a{margin:-.5rem 10.5px;--space-0:.25}"),
        (
            '.a { background: url( x; y.png ) top, url("a  b.png") }',
            '.a{background:url( x; y.png ) top,url("a  b.png")}',
        ),
        ("@layer one, two;\n@layer one { .a { top: 0; } }", "@layer one,two;@layer one{.a{top:0}}"),
        (
            "@media (min-width: 48rem) and (hover: none) { .a { top: 0 } }",
            "@media (min-width:48rem) and (hover:none){.a{top:0}}",
        ),
        ("@supports not (display: grid) { .a { top: 0 } }", "@supports not (display:grid){.a{top:0}}"),
        ("@container card (width < 20rem) { .a { top: 0 } }", "@container card (width < 20rem){.a{top:0}}"),
        ("@page :first { margin: 1cm }", "@page :first{margin:1cm}"),
    ],
)
def test_a_sheet_says_the_same_in_fewer_letters(sheet, short):
    assert minified(sheet) == short


def test_modules_of_a_bundle_keep_their_names_to_themselves(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.js").write_text(f"// says {name}\nconst word = '{name}';\n", encoding="utf-8")
    path = bundle(tmp_path, 'import "../one.js";\nimport "../two.js";\n', "all.js")
    assert bundles.joined(path) == "{\nconst word = 'one';\n}\n{\nconst word = 'two';\n}\n"


def test_a_bundle_holds_imports_only(tmp_path):
    with pytest.raises(ValueError, match=r"all\.css may hold imports only"):
        bundles.joined(bundle(tmp_path, ".a { color: red; }\n"))


def test_what_is_no_bundle_any_more_is_not_served(tmp_path):
    bundle(tmp_path, "").unlink()
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "old.css").write_text("", encoding="utf-8")
    bundles.build(tmp_path)
    assert list((tmp_path / "built").iterdir()) == []


def test_every_module_is_in_a_bundle():
    imported = "".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "bundles").glob("*.js")))
    assert sorted(path.name for path in (STATIC / "js").glob("*.js") if f"/{path.name}" not in imported) == []


def test_every_sheet_is_in_a_bundle():
    imported = "".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "bundles").glob("*.css")))
    sheets = [path.relative_to(STATIC / "css").as_posix() for path in (STATIC / "css").rglob("*.css")]
    assert sorted(name for name in sheets if f'"../css/{name}"' not in imported) == []


def test_sheets_lie_in_the_folder_of_their_area_or_among_the_components():
    css = STATIC / "css"
    folders = {path.relative_to(css).parts[0] for path in css.rglob("*.css") if path.parent != css}
    assert folders - {"components"} <= {path.name for path in (STATIC.parent / "gocluster_events").iterdir()}


def test_a_module_of_a_bundle_neither_imports_nor_exports():
    for path in (STATIC / "js").glob("*.js"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if line.startswith(("import ", "export "))] == []
