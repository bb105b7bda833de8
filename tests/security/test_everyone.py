"""The check that finds nothing wrong with our pages finds what is wrong with a page (promise P22)."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.security.poison import served
from tests.support import chromium
from tests.support.proving import Proof
from tools import page_checks

SIGN_IN = "/de/sign-in"
FAULTS = {  # by the rule that finds it
    "label": "document.querySelector('main label').remove()",
    "color-contrast": "document.querySelector('h1').style.color = '#ccc'",
    "reflow": "document.querySelector('h1').style.minWidth = '400px'",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
}


@pytest.mark.promise("P22", control=True)
def test_a_page_without_a_label_or_with_pale_words_is_found(app: Flask, browser: Browser, proof: Proof):
    rules_by_fault = {}
    with served(app) as address, chromium.opened(browser) as tab:
        for rule, fault in {"": "0", **FAULTS}.items():
            tab.goto(address + SIGN_IN)
            tab.evaluate(fault)
            lines = (
                page_checks.axe(tab, page_checks.COLOURS) + page_checks.contrast(tab) + page_checks.sideways(tab, 320)
            )
            rules_by_fault[rule] = {line.partition(":")[0] for line in lines}
            tab.set_viewport_size({"width": 1280, "height": 720})
    assert rules_by_fault.pop("") == set()
    seen = [rule for rule in FAULTS if rule in rules_by_fault[rule]]
    assert seen == list(FAULTS)
    proof.says(
        "a label, a contrast, a width and the language are taken from a page", f"{len(seen)} of {len(FAULTS)} found"
    )
