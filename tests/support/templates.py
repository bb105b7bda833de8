"""Templates are compiled once a run for all apps and servers of the tests, by whoever needs one first."""

from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache


def keep_compiled(folder: Path) -> None:
    """From now on every app of this process keeps its compiled templates there, and takes those of others."""
    folder.mkdir(exist_ok=True)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(str(folder))}
