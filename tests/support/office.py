"""Files opened by LibreOffice, where it is installed."""

import shutil
import subprocess
from pathlib import Path

from tests.support.paper import flat


def read_by_office(content: bytes, ending: str, folder: Path) -> list[str]:
    """What LibreOffice prints of the file, in one line; none where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return []
    (folder / f"list.{ending}").write_bytes(content)
    home = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    command = [program, "--headless", "--convert-to", "pdf", f"list.{ending}"]
    subprocess.run(command, cwd=folder, check=True, timeout=60, env=home)
    return [flat((folder / "list.pdf").read_bytes())]
