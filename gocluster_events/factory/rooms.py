"""The features of the software, found by their folders (rooms): a new one needs a folder and no line here."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

from flask import Blueprint, Flask

PACKAGE = Path(__file__).resolve().parents[1]


def connect(app: Flask) -> None:
    """The pages of every room answer, those of the demo in the demo alone; templates know the words of every room."""
    is_demo = app.config["SETTINGS"].mode == "demo"
    blueprints = dict.fromkeys(vars(module).get("blueprint") for module in _floor("views", is_demo=is_demo))
    for blueprint in blueprints:
        if isinstance(blueprint, Blueprint):  # else a module without pages, or the folder that holds it
            app.register_blueprint(blueprint)
    app.jinja_env.globals["words"] = words()


@cache
def words() -> SimpleNamespace:
    """The sentences of each room under its name: those of ``words``, or its modules where that is a folder."""
    rooms: dict[str, dict[str, object]] = {}
    for module in _floor("words"):
        path = module.__name__.split(".")
        at = path.index("words")
        rooms.setdefault(path[at - 1], {}).update(vars(module) if path[-1] == "words" else {path[-1]: module})
    return SimpleNamespace(**{room: SimpleNamespace(**sentences) for room, sentences in rooms.items()})


def _floor(name: str, *, is_demo: bool = False) -> Iterator[ModuleType]:
    """Every module with that name in its path (a layer such as ``views``) in all features, by path, folders first."""
    for path in _modules():
        if name in path and (is_demo or path[0] != "demo"):
            yield import_module(".".join((PACKAGE.name, *path)))


@cache
def _modules() -> tuple[tuple[str, ...], ...]:
    files = (file.relative_to(PACKAGE).with_suffix("").parts for file in PACKAGE.rglob("*.py"))
    return tuple(sorted(path[:-1] if path[-1] == "__init__" else path for path in files))
