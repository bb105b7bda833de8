"""Pages travel compressed: a programme of 60 KB becomes 8."""

import gzip
import secrets
import struct
from typing import Any
from zlib import MAX_WBITS, compressobj, crc32

from flask import Flask, Response, request

from gocluster_events.core.web.page_cache import COMPRESSED, COMPRESSION_LEVEL, SMALLEST

FASTEST = 1  # for what is sent once: a third of the time of the level at which pages are kept, a sixth more bytes
LONGEST_PADDING = 100
_NAMED = 8  # RFC 1952, 2.3.1: FLG.FNAME, a file name follows the header


def connect(app: Flask) -> None:
    """Every answer of text leaves compressed to those who accept it; what a cookie decides is padded as well."""
    finished = app.process_response

    def process_response(response: Any) -> Any:
        return _compressed(finished(response))  # after the session, which decides about ETag and caching

    app.process_response = process_response  # type: ignore[method-assign]


def _compressed(response: Response) -> Response:
    if response.mimetype not in COMPRESSED or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")  # also where nothing is sent anew: RFC 9110, 15.4.5
    body = b"" if response.status_code in {204, 304} else response.get_data()
    if len(body) >= SMALLEST and request.accept_encodings["gzip"] and not response.content_encoding:
        is_private = response.cache_control.no_store
        response.set_data(padded(body) if is_private else gzip.compress(body, COMPRESSION_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def padded(body: bytes) -> bytes:
    """The body in the format of RFC 1952, with a file name of random length in its header.

    Without it, somebody who sees the lengths of many answers and decides a part of them could guess a secret in them
    letter by letter (BREACH, 2013; the remedy is "Heal the BREACH", Palacios and others, 2022).
    """
    name = b"a" * secrets.randbelow(LONGEST_PADDING + 1)
    packer = compressobj(FASTEST, wbits=-MAX_WBITS)
    header = struct.pack("<BBBBLBB", 0x1F, 0x8B, 8, _NAMED, 0, 0, 255)
    trailer = struct.pack("<LL", crc32(body), len(body) & 0xFFFFFFFF)
    return header + name + b"\0" + packer.compress(body) + packer.flush() + trailer
