"""No address, table or sentence changes by accident: a change of one also changes the file beside this test."""

from difflib import unified_diff

import pytest

from tools import pins

HOW = "if that is meant, run `.venv/bin/python -m tools.pins` and commit what it writes"


@pytest.mark.parametrize("name", pins.PINS)
def test_everything_is_as_pinned(name: str):
    change = list(unified_diff(pins.pinned(name), pins.PINS[name](), "pinned", "now", lineterm="", n=0))
    assert not change, f"{name} differ from tests/house/pins/{name}.txt; {HOW}.\n" + "\n".join(change)


def test_every_file_of_pins_is_compared():
    assert {path.stem for path in pins.FOLDER.iterdir()} == set(pins.PINS)
