"""Files opened by another program: LibreOffice where it is installed, else Python's own readers."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl

from tests.support.paper import flat


def read_by_office(content: bytes, ending: str, folder: Path) -> str:
    """All text that another program finds in the file, in one line."""
    program = shutil.which("soffice")
    return _by_libreoffice(program, content, ending, folder) if program else _by_python(content, ending)


def _by_libreoffice(program: str, content: bytes, ending: str, folder: Path) -> str:
    (folder / f"list.{ending}").write_bytes(content)
    home = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    command = [program, "--headless", "--convert-to", "pdf", f"list.{ending}"]
    subprocess.run(command, cwd=folder, check=True, timeout=60, env=home)
    return flat((folder / "list.pdf").read_bytes())


def _by_python(content: bytes, ending: str) -> str:
    if ending == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    return " ".join(str(cell) for row in rows for cell in row if cell is not None)
