"""Files that people upload as pictures, and files that are none."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

from gocluster_events.core.picture import MOST_BYTES, PictureError

SECRET = b"<script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def drawn(kind="PNG", size=(800, 200), mode="RGB", **options):
    """A picture as somebody's program saves it."""
    saved = BytesIO()
    Image.new(mode, size, "teal" if mode in {"RGB", "RGBA", "CMYK"} else None).save(saved, kind, **options)
    return saved.getvalue()


def moving(kind):
    return drawn(kind, save_all=True, append_images=[Image.new("RGB", (800, 200), "red")])


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(side):
    """A PNG of a few bytes that says it has that many pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 5_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def webp_bomb():
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16382).to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", 4 + len(canvas)) + b"WEBP" + canvas


def archive():
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as names:
        names.writestr("page.html", SECRET * 1000)
    return zipped.getvalue()


def endless_jpeg():
    """A JPEG of sixteen million pixels whose last scan is repeated five thousand times."""
    picture = drawn("JPEG", (4000, 4000), progressive=True)
    last_scan = picture[picture.rfind(b"\xff\xda") : -2]
    return picture[:-2] + last_scan * 5000 + b"\xff\xd9"


REFUSED = {
    "an SVG": (SVG, PictureError.NO_PICTURE),
    "a page": (b"<!doctype html><title>x</title>" + SECRET, PictureError.NO_PICTURE),
    "a page named like a PNG": (b"\x89PNG\r\n\x1a\n" + SECRET, PictureError.NO_PICTURE),
    "nothing": (b"", PictureError.NO_PICTURE),
    "a GIF": (drawn("GIF", mode="P"), PictureError.NO_PICTURE),
    "an archive": (archive(), PictureError.NO_PICTURE),
    "a picture that is an archive too": (drawn() + archive(), PictureError.NO_PICTURE),
    "a photo that is a page too": (drawn("JPEG") + SECRET, PictureError.NO_PICTURE),
    "a WebP that is a page too": (drawn("WEBP") + SECRET, PictureError.NO_PICTURE),
    "half a picture": (drawn("JPEG")[:400] + b"\xff\xd9", PictureError.NO_PICTURE),
    "a picture of 817 MB": (bomb(14_292), PictureError.TOO_LARGE),
    "a picture just too wide": (drawn(size=(4001, 1)), PictureError.TOO_LARGE),
    "a WebP of a gigabyte": (webp_bomb(), PictureError.TOO_LARGE),
    "a JPEG without end": (endless_jpeg(), PictureError.NO_PICTURE),
    "a moving PNG": (moving("PNG"), PictureError.MOVES),
    "a moving WebP": (moving("WEBP"), PictureError.MOVES),
    "a file over 1 MB": (b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES), PictureError.TOO_HEAVY),
}
