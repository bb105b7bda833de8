"""A zip whose bytes depend on nothing but what is in it, its order and its day."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

UNIX = 3
READABLE = 0o644 << 16
PACKED = (".jpg", ".png", ".pdf", ".woff2")
"""Files of these kinds do not become smaller."""


class _Zip(ZipFile):
    """One that is not closed was given up, and its file may be gone: nothing more is written into it."""

    def __del__(self) -> None:
        pass


class Package:
    """Files are added one after the other, piece by piece; ``digests`` has the SHA-256 of each by its name.

    All lie in one ``folder``, so that unpacking spreads nothing; names are those within it.
    """

    def __init__(self, into: BinaryIO, folder: str, on: date) -> None:
        self._zip, self._folder = _Zip(into, "w"), folder
        self._at = (on.year, on.month, on.day, 0, 0, 0)
        self.digests: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """A file of that name."""
        info = ZipInfo(f"{self._folder}/{name}", self._at)
        info.create_system, info.external_attr = UNIX, READABLE
        info.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
        digest = sha256()
        with self._zip.open(info, "w") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        self.digests[name] = digest.hexdigest()

    def close(self) -> None:
        """Nothing is added any more; the zip is whole."""
        self._zip.close()


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of the file from its beginning, which is then read to its end."""
    file.seek(0)
    whole = sha256()
    while piece := file.read(1024 * 1024):
        whole.update(piece)
    return whole.hexdigest()
