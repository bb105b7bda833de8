"""The list of all files with their digests, as in RFC 8493, 2.1.3: ``sha256sum -c`` reads it."""

from collections.abc import Mapping

NAME = "manifest-sha256.txt"


def manifest(digests: Mapping[str, str]) -> str:
    """A line for each file: its digest and its name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
