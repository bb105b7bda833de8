"""Every page is looked at: those that nobody listed in `tests.support.pages` are named here."""

from flask import Flask

from tests.support.pages import NO_PAGES, PAGES


class AnyPlace(dict[str, str]):
    """Something stands in every gap of an address."""

    def __missing__(self, name: str) -> str:
        return "something"


def shown(app: Flask) -> set[str]:
    """The views behind the pages that are listed."""
    adapter = app.url_map.bind("localhost")
    paths = [page.address.partition("?")[0].format_map(AnyPlace(lang="de")) for page in PAGES]
    return {adapter.match(path)[0] for path in paths}


def test_every_page_is_looked_at(demo: Flask):
    readable = {rule.endpoint for rule in demo.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert readable - NO_PAGES == shown(demo)
