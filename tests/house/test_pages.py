"""Every page is looked at: those that nobody listed in `tests.support.pages` are named here."""

from flask import Flask

from tests.support import pages


def test_every_page_is_looked_at(demo: Flask):
    assert pages.without_sample(demo) == set()


def test_what_is_listed_as_no_page_exists(demo: Flask):
    assert {rule.endpoint for rule in demo.url_map.iter_rules()} >= pages.NO_PAGES
