"""Count what code, templates and style sheets are made of, and print the table."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools import css_rules, parts
from tools.steps import ROOT, Failed, main

PACKAGE, MIGRATIONS, TEMPLATES = "gocluster_events", "migrations", "templates"
BESIDE = ("tools", "tests")  # where the names of variables are tested too
EMPTY_WORDS = ("found", "told", "kept", "shown", "said", "asked")
LAYOUT = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}
    | {tokenize.ENDMARKER}
)
COMMENTS = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of Python: its path from the root of the checkout, and its text."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """What Python reads in the file."""
        return ast.parse(self.text)

    @property
    def is_of_views(self) -> bool:
        """Whether it is called ``views`` or lies in a folder of that name."""
        return "views" in self.path.with_suffix("").parts

    @property
    def length(self) -> int:
        """All its lines, as an editor counts them."""
        return len(self.text.splitlines())


def run(arguments: list[str]) -> None:
    """The table is printed; of this checkout, or of the one whose folder is given."""
    root = Path(arguments[0]).resolve() if arguments else ROOT
    if not (root / PACKAGE).is_dir():
        raise Failed(f"there is no {PACKAGE} in {root}; name the folder of a checkout.")
    if root == ROOT:
        parts.build()
    rows = table(root)
    width = max(len(what) for what, _figure in rows)
    for what, figure in rows:
        print(f"{what:<{width}}  {figure}")


def table(root: Path) -> list[tuple[str, str]]:
    """What was counted in the checkout at ``root``, and the figure."""
    every = modules(root / PACKAGE, root)
    ours = [each for each in every if MIGRATIONS not in each.path.parts]
    moved = [each for each in every if MIGRATIONS in each.path.parts]
    lines, imports = total(code_lines(each.text) for each in ours), total(import_lines(each.tree) for each in ours)
    doors = [each for each in ours if each.path.name == "__init__.py" and code_lines(each.text)]
    starred = ours + modules(root / "tools", root) + [read(path, root) for path in sorted(root.glob("*.py"))]
    return [
        ("Python: lines of code", f"{lines}"),
        ("Templates: lines of code", f"{sum(template_lines(each) for each in templates(root))}"),
        *style_sheets(root),
        ("Migrations: lines of code", f"{total(code_lines(each.text) for each in moved)}"),
        ("Modules", f"{len(ours)}"),
        ("Lines of imports", f"{imports}"),
        ("Share of Python's lines", f"{100 * imports / max(lines, 1):.1f} %"),
        ("Façades", f"{len(doors)}"),
        ("Lines in façades", f"{total(code_lines(each.text) for each in doors)}"),
        ("Imports of *, outside tests", f"{sum(stars(each.tree) for each in starred)}"),
        ("Views that return Any", f"{sum(answers_anything(each.tree) for each in ours if each.is_of_views)}"),
        ("Longest module", longest([(each.length, each.path.as_posix()) for each in ours])),
        ("Longest function", longest([each for module in ours for each in functions(module)])),
        *names(root, ours),
    ]


def style_sheets(root: Path) -> list[tuple[str, str]]:
    """How many lines and class names our own style sheets have, and the kilobytes of each built one, unpacked."""
    sheets = [path.read_text(encoding="utf-8") for path in sorted((root / "static" / "css").rglob("*.css"))]
    classes = {name for sheet in sheets for name in css_rules.class_names(sheet)}
    built = {path.name: path.stat().st_size / 1000 for path in sorted((root / "static" / "built").glob("*.css"))}
    return [
        ("Style sheets: lines", f"{sum(len(sheet.splitlines()) for sheet in sheets)}"),
        ("Style sheets: class names", f"{len(classes)}"),
        ("Built style sheets", ", ".join(f"{name}: {size:.0f} kB" for name, size in built.items()) or "not built"),
    ]


def names(root: Path, ours: Sequence[Module]) -> list[tuple[str, str]]:
    """How often each word that says nothing is a name: in the package, and beside it."""
    counted = {PACKAGE: count_names(ours)} | {name: count_names(modules(root / name, root)) for name in BESIDE}
    every = _side_by_side({place: each.total() for place, each in counted.items()})
    single = [_side_by_side({place: each[word] for place, each in counted.items()}) for word in EMPTY_WORDS]
    return [("Names that say nothing", every), *zip((f"  {word}" for word in EMPTY_WORDS), single, strict=True)]


def _side_by_side(figures: dict[str, int]) -> str:
    (_package, first), *rest = figures.items()
    return ", ".join([f"{first}", *(f"{place}: {figure}" for place, figure in rest)])


def total(lines: Iterator[set[int]]) -> int:
    """How many they are in all files."""
    return sum(map(len, lines))


def modules(folder: Path, root: Path) -> list[Module]:
    """Every file of Python in that folder, ordered."""
    return [read(path, root) for path in sorted(folder.rglob("*.py"))]


def read(path: Path, root: Path) -> Module:
    """The file."""
    return Module(path.relative_to(root), path.read_text(encoding="utf-8"))


def templates(root: Path) -> list[str]:
    """The texts of all templates, wherever a folder of that name lies."""
    folders = [root / TEMPLATES, *(path for path in sorted((root / PACKAGE).rglob(TEMPLATES)) if path.is_dir())]
    paths = {path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".py"}
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def code_lines(text: str) -> set[int]:
    """The numbers of the lines that hold more than blanks, comments and docstrings."""
    documented = _documentation(ast.parse(text))
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_docstring = token.type == tokenize.STRING and token.start[0] in documented
        if token.type not in LAYOUT and not is_docstring:
            held.update(range(token.start[0], token.end[0] + 1))
    return {number for number, line in enumerate(text.splitlines(), 1) if number in held and line.strip()}


def _documentation(tree: ast.Module) -> set[int]:
    """The lines of all docstrings."""
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, DOCUMENTED) and node.body]
    return {
        number
        for each in first
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
        for number in _lines(each)
    }


def _lines(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def template_lines(text: str) -> int:
    """How many of its lines hold more than blanks and comments."""
    return sum(1 for line in COMMENTS.sub("", text).splitlines() if line.strip())


def import_lines(tree: ast.Module) -> set[int]:
    """The numbers of all lines that an import takes, wherever it stands."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {number for node in imports for number in _lines(node)}


def stars(tree: ast.Module) -> int:
    """How many imports take everything there is."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return sum(1 for node in imports if any(each.name == "*" for each in node.names))


def answers_anything(tree: ast.Module) -> int:
    """How many functions say that they return ``Any``."""
    return sum(1 for node in ast.walk(tree) if isinstance(node, Function) and _is_any(node.returns))


def _is_any(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation).strip("'\"") in {"Any", "typing.Any"}


def functions(module: Module) -> list[tuple[int, str]]:
    """The lengths of all its functions, as an editor counts them, and where each of them begins."""
    nodes = [node for node in ast.walk(module.tree) if isinstance(node, Function)]
    return [(len(_lines(node)), f"{node.name}, {module.path.as_posix()}:{node.lineno}") for node in nodes]


def longest(lengths: Sequence[tuple[int, str]]) -> str:
    """The longest of them; of several the one that comes first by name."""
    length, name = min(lengths, key=lambda each: (-each[0], each[1]), default=(0, "-"))
    return f"{length} ({name})"


def count_names(of: Sequence[Module]) -> Counter[str]:
    """How many functions, parameters, attributes and variables are called by each of the words that say nothing."""
    return Counter(name for each in of for name in named(each.tree) if name in EMPTY_WORDS)


def named(tree: ast.Module) -> Iterator[str]:
    """The names of all functions and parameters, once a class those of its attributes, and those of all variables."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.ClassDef):
            yield from set(_attributes(node))
    yield from variables(tree)


def variables(tree: ast.Module) -> Iterator[str]:
    """The names of the module's variables, and once a function those of its local ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | Function):
            yield from set(_stored(node))


def _attributes(node: ast.ClassDef) -> Iterator[str]:
    """What is given a value or a type in the class, or by its methods to ``self``."""
    yield from _stored(node)
    stored = [each for each in ast.walk(node) if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)]
    yield from (each.attr for each in stored if isinstance(each.value, ast.Name) and each.value.id == "self")


def _stored(scope: ast.AST) -> Iterator[str]:
    """What is given a value or a type in the scope, but not in a function or class inside it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, Function | ast.ClassDef):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.ExceptHandler) and node.name is not None:
            yield node.name
        yield from _stored(node)


if __name__ == "__main__":
    main(run, sys.argv[1:])
