"""A test that hangs is a failure that says where, and the others still run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tree import ROOT

HANGING = """
import time
import pytest

@pytest.mark.patience(1)
def test_waits():
    wait_for_ever()

def wait_for_ever():
    time.sleep(600)

def test_has_nothing_to_do_with_it():
    pass
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = patience\n", encoding="utf-8")
    (folder / "test_hanging.py").write_text(HANGING, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.patience", *options, str(folder)]
    return subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_test_that_hangs_ends_the_run_with_its_stack(tmp_path: Path):
    done = run(tmp_path)
    assert done.returncode == 1
    assert "in wait_for_ever" in done.stderr


@pytest.mark.slow
def test_where_several_processes_test_a_test_that_hangs_has_failed_and_the_others_go_on(tmp_path: Path):
    done = run(tmp_path, "-n", "1")
    assert done.returncode == 1
    assert "crashed while running 'test_hanging.py::test_waits'" in done.stdout
    assert "1 failed, 1 passed" in done.stdout
    assert "in wait_for_ever" in done.stderr
