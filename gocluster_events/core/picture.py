"""A picture that somebody uploads: looked at before it is decoded, drawn anew, and nothing else of the file kept."""

import json
import struct
import sys
import threading
import zlib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from gocluster_events.core.sheets.sandbox import Bounds, Unfinished, confined, limit

MOST_BYTES = 1024 * 1024
MOST_SIDE = 4000  # pixels: 64 MB decoded, and up to five times that while a WebP is drawn anew
FORMATS = ("PNG", "JPEG", "WEBP")
PHOTO_BYTES = 12 * 1024 * 1024  # of a photograph
PHOTO_SIDE = 8000  # of a JPEG, which is decoded no larger than needed; of anything else as above
LARGE, SMALL = 1600, 640  # pixels across, of a photograph as it is shown
_QUALITY = 82
_PLAIN = frozenset({"RGB", "RGBA", "L", "LA", "CMYK"})  # what can be made smaller as it is
_BOUNDS = Bounds(seconds=20.0, cpu_seconds=15, memory=768 * 1024 * 1024, answer=16 * 1024 * 1024)
ONE_PHOTO = threading.Lock()  # while one is drawn, so that several take no more memory than one
_MOST_SCANS = 100  # of a JPEG: each is one more pass over all its pixels
_ORIENTATION, _HIGHEST_LYING = 0x0112, 4  # of EXIF; from 5 on a picture is turned by a quarter
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"RIFF": "WEBP"}
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error, zlib.error, OverflowError)


class PictureError(Enum):
    """Why an upload is no picture that can be kept."""

    TOO_HEAVY = "too_heavy"
    TOO_LARGE = "too_large"
    NO_PICTURE = "no_picture"
    MOVES = "moves"


class UnusablePicture(Exception):
    """The upload is refused; ``fault`` says why."""

    def __init__(self, fault: PictureError) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG of our own making, and its size in pixels."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The digest by which it is kept and served."""
        return sha256(self.content).hexdigest()


def redraw(upload: bytes, width: int, height: int) -> Picture:
    """The picture as a PNG that fits into ``width`` × ``height``, never enlarged, without anything that is not seen.

    Raises UnusablePicture, before decoding, for what is no single PNG, JPEG or WebP picture from its first byte to its
    last.
    """
    if len(upload) > MOST_BYTES:
        raise UnusablePicture(PictureError.TOO_HEAVY)
    kind = next((kind for beginning, kind in _BEGINNINGS.items() if upload.startswith(beginning)), None)
    if kind is None or not _ends_with_itself(upload, kind) or _is_endless(upload, kind):
        raise UnusablePicture(PictureError.NO_PICTURE)
    if kind == "WEBP":  # its decoder makes room for the whole canvas as soon as it is opened
        _check_size(*_webp_canvas(upload))
    from PIL import Image  # noqa: PLC0415 -- only who uploads a picture waits for it

    try:
        return _drawn(upload, kind, (width, height))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise UnusablePicture(PictureError.TOO_LARGE) from bomb
    except _DAMAGE as damage:
        raise UnusablePicture(PictureError.NO_PICTURE) from damage


def photograph(upload: bytes) -> tuple[Picture, Picture]:
    """The photograph as two JPEGs, at most `LARGE` and `SMALL` pixels wide, upright and without anything that is not
    seen; what is seen through becomes white.

    Drawn in a process of its own, with bounds of time and memory, one after the other. Raises UnusablePicture.
    """
    if len(upload) > PHOTO_BYTES:
        raise UnusablePicture(PictureError.TOO_HEAVY)
    try:
        with ONE_PHOTO:
            answer = confined("gocluster_events.core.picture", upload, _BOUNDS)
    except Unfinished as refusal:
        raise UnusablePicture(PictureError.TOO_LARGE) from refusal
    head, _line, content = answer.partition(b"\n")
    facts = json.loads(head)
    if "fault" in facts:
        raise UnusablePicture(PictureError(facts["fault"]))
    (length, *size), (_rest, *small_size) = facts["pictures"]
    return Picture(content[:length], *size), Picture(content[length:], *small_size)


@cache
def from_file(path: str, width: int, height: int) -> Picture | None:
    """The picture in a file of the operator's own, drawn anew once a process; None where it cannot be used."""
    try:
        return redraw(Path(path).read_bytes(), width, height)
    except (OSError, UnusablePicture):
        return None


def _drawn(upload: bytes, kind: str, box: tuple[int, int]) -> Picture:
    from PIL import Image, ImageOps  # noqa: PLC0415 -- as above

    with Image.open(BytesIO(upload), formats=[kind]) as image:
        _check_size(*image.size)
        if getattr(image, "n_frames", 1) > 1:
            raise UnusablePicture(PictureError.MOVES)
        image.draft("RGB", (2 * box[0], 2 * box[1]))  # a JPEG is decoded no larger than needed
        ImageOps.exif_transpose(image, in_place=True)
        is_plain = image.mode in {"RGB", "RGBA"} and "transparency" not in image.info
        thumbnail = image if is_plain else image.convert("RGBA")  # a copy in full size only where it is needed
        thumbnail.thumbnail(box, Image.Resampling.LANCZOS)
        clean = Image.new("RGBA", thumbnail.size)
        clean.paste(thumbnail)
    written = BytesIO()
    clean.save(written, "PNG", optimize=True)
    return Picture(written.getvalue(), *clean.size)


def draw_photograph(upload: bytes) -> list[Picture]:
    """As `photograph`, in this process and without its bounds.

    Of several pictures in a JPEG, as telephones store them, it is the first.
    """
    from PIL import Image  # noqa: PLC0415 -- as above

    kind = next((kind for beginning, kind in _BEGINNINGS.items() if upload.startswith(beginning)), None)
    if kind is None or _is_endless(upload, kind) or not (kind == "JPEG" or _ends_with_itself(upload, kind)):
        raise UnusablePicture(PictureError.NO_PICTURE)
    if kind == "WEBP":
        _check_size(*_webp_canvas(upload))
    try:
        upright = _upright(upload, kind)
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise UnusablePicture(PictureError.TOO_LARGE) from bomb
    except _DAMAGE as damage:
        raise UnusablePicture(PictureError.NO_PICTURE) from damage
    large = Image.new("RGB", upright.size, "white")
    large.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    small = large.copy()
    small.thumbnail((SMALL, 2 * SMALL), Image.Resampling.LANCZOS)
    return [_jpeg(each) for each in (large, small)]


def _upright(upload: bytes, kind: str) -> Any:
    """The photograph as large as it is shown, as it stands and in our colours."""
    from PIL import Image, ImageOps  # noqa: PLC0415 -- as above

    with Image.open(BytesIO(upload), formats=[kind]) as image:
        _check_size(*image.size, PHOTO_SIDE if kind == "JPEG" else MOST_SIDE)
        if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
            raise UnusablePicture(PictureError.MOVES)
        is_turned = image.getexif().get(_ORIENTATION, 1) > _HIGHEST_LYING
        box = (2 * LARGE, LARGE) if is_turned else (LARGE, 2 * LARGE)
        image.draft("RGB", box)
        plain = image if image.mode in _PLAIN else image.convert("RGBA")  # in full size only where it is needed
        plain.thumbnail(box, Image.Resampling.LANCZOS)
        return _in_our_colours(ImageOps.exif_transpose(plain))


def _in_our_colours(image: Any) -> Any:
    """The picture in the colours that every screen knows (sRGB): its own profile is applied, for it is not kept."""
    from PIL import ImageCms  # noqa: PLC0415 -- as above

    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            own, ours = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, own, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be read says nothing
    return image if image.mode == "RGB" else image.convert("RGBA")


def _jpeg(image: Any) -> Picture:
    written = BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return Picture(written.getvalue(), *image.size)


def _check_size(width: int, height: int, most: int = MOST_SIDE) -> None:
    if not (0 < width <= most and 0 < height <= most):
        raise UnusablePicture(PictureError.TOO_LARGE)


def _ends_with_itself(upload: bytes, kind: str) -> bool:
    """Whether nothing follows the picture, such as an archive or a page that another program would find there."""
    match kind:
        case "PNG":
            return upload.endswith(b"IEND\xaeB`\x82") and upload.count(b"IEND\xaeB`\x82") == 1
        case "JPEG":
            return upload.endswith(b"\xff\xd9")
        case _:
            return upload[8:12] == b"WEBP" and len(upload) - 8 <= int.from_bytes(upload[4:8], "little") + 1


def _is_endless(upload: bytes, kind: str) -> bool:
    return kind == "JPEG" and upload.count(b"\xff\xda") > _MOST_SCANS


def _webp_canvas(upload: bytes) -> tuple[int, int]:
    """Width and height as the first chunk names them (RFC 9649, 2.5 to 2.7); (0, 0) where there is none."""
    head = upload[:30].ljust(30, b"\0")
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return 0, 0


def _answer() -> None:
    """The process that draws a photograph: ``python -m gocluster_events.core.picture < upload``.

    On standard output stands a line of JSON with length, width and height of each picture, or the fault; then their
    bytes.
    """
    limit(_BOUNDS)
    pictures: list[Picture] = []
    try:
        pictures = draw_photograph(sys.stdin.buffer.read())
        head: dict[str, object] = {"pictures": [(len(each.content), each.width, each.height) for each in pictures]}
    except UnusablePicture as refusal:
        head = {"fault": refusal.fault.value}
    except MemoryError:
        head = {"fault": PictureError.TOO_LARGE.value}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(each.content for each in pictures))


if __name__ == "__main__":
    _answer()
