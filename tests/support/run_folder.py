"""What the processes of one run of the tests share: a folder, in which what takes long is made once for all of them."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

FOLDER = "EVENTS_TESTS"  # in the environment of the run's processes


def begin(config: pytest.Config) -> None:
    """There is a folder until the tests end, made by the process that begins them; those that it starts find it.

    The user ``nobody``, as whom PostgreSQL runs, may enter it.
    """
    if not is_one_of_several(config):
        stack = ExitStack()
        stack.enter_context(folder())
        config.add_cleanup(stack.close)


@contextmanager
def folder() -> Iterator[None]:
    """There is a folder until the block ends; this process finds it, and those that it starts."""
    made = Path(tempfile.mkdtemp(prefix="events-tests-"))
    made.chmod(0o755)
    os.environ[FOLDER] = str(made)
    try:
        yield
    finally:
        del os.environ[FOLDER]
        shutil.rmtree(made, ignore_errors=True)


def is_one_of_several(config: pytest.Config) -> bool:
    """Whether another process began this run and shares its tests among such as this one."""
    return hasattr(config, "workerinput")


def path() -> Path:
    """The folder of this run."""
    return Path(os.environ[FOLDER])


def once(name: str, make: Callable[[Path], object]) -> Path:
    """``path() / name``, which ``make`` filled for the first process that asked; the others wait for it."""
    made = path() / name
    with _locked(made.with_name(f"{name}.lock")):
        if not made.exists():
            partial = made.with_name(f"{name}.part")
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            make(partial)
            partial.rename(made)
    return made


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        if os.name != "nt":
            import fcntl  # noqa: PLC0415 -- not on Windows

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
