"""The two commands of the README say in one sentence what is wrong, and leave nothing running."""

import ast
import os
import signal
import subprocess
import sys

import pytest

from tests.support.tree import ROOT


def dev(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        check=False, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True,
    )  # fmt: skip


def test_dev_needs_nothing_but_the_standard_library():
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    whole = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {str(name).partition(".")[0] for name in plain | whole} <= sys.stdlib_module_names


def test_help_names_every_command():
    tools = {
        path.stem for path in (ROOT / "tools").glob("*.py") if "main(run, sys.argv" in path.read_text(encoding="utf-8")
    }
    listed = {line.split()[0] for line in dev("help").stdout.splitlines()[2:]}
    assert listed == tools


def test_an_unknown_command_is_answered_with_one_sentence():
    done = dev("tets")
    assert (done.returncode, done.stderr) == (
        1,
        "dev.py: There is no command 'tets'; `python3 dev.py help` lists them.\n",
    )


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PORT": "eighty"}, "dev.py: PORT is 'eighty'; it must be a number from 1 to 65535.\n"),
        (
            {"HOST": "0.0.0.0"},  # noqa: S104 -- refused, that is the point
            "dev.py: HOST is '0.0.0.0'; the demo's passwords are public, so it listens on a loopback address only.\n",
        ),
    ],
)
def test_the_demo_says_why_it_cannot_listen(environ: dict[str, str], sentence: str):
    done = subprocess.run(
        [sys.executable, "-m", "tools.demo"],
        check=False, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, sentence)


def deaf(command: list[str]) -> list[str]:
    """The command as a shell starts it in the background of a script: it ignores SIGINT."""
    return ["/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]


@pytest.mark.patience(60)
def test_a_tool_can_be_interrupted_even_where_whoever_started_it_cannot():
    code = (
        "import time; from tools import steps; steps.main(lambda _: print('works', flush=True) or time.sleep(600), [])"
    )
    with subprocess.Popen(deaf([sys.executable, "-c", code]), cwd=ROOT, stdout=subprocess.PIPE, text=True) as tool:
        assert tool.stdout is not None
        assert tool.stdout.readline() == "works\n"
        tool.send_signal(signal.SIGINT)
    assert tool.returncode == 130
