"""Uploaded photographs: drawn anew in a process of its own, nothing else of the file kept, or refused (P15)."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from gocluster_events.core import picture
from gocluster_events.core.picture import PHOTO_BYTES, PictureError, UnusablePicture, draw_photograph, photograph
from tests.support.pictures import REFUSED, SECRET, chunk, drawn, moving, webp_bomb


def opened(photo):
    return Image.open(BytesIO(photo.content), formats=["JPEG"])


def photo_of_a_camera(kind="JPEG", size=(800, 600), **options):
    """With where it was taken, by whom, a comment and colours of its own, turned by a quarter."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return drawn(kind, size, exif=exif, icc_profile=profile, **options)


@pytest.mark.promise("P15")
def test_nothing_of_a_photo_is_kept_but_what_it_shows():
    upload = photo_of_a_camera(comment=SECRET) + SECRET
    for photo in photograph(upload):
        with opened(photo) as image:
            assert (dict(image.getexif()), image.info.keys() & {"exif", "icc_profile", "comment"}) == ({}, set())
            assert (image.info["progressive"], image.size) == (1, (photo.width, photo.height))
        assert (SECRET in upload, SECRET in photo.content) == (True, False)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_stands_upright_and_fits_in_both_widths(kind):
    large, small = draw_photograph(photo_of_a_camera(kind, (1300, 1700)))
    assert [(each.width, each.height) for each in (large, small)] == [(1600, 1224), (640, 490)]


def test_a_small_photo_is_not_enlarged():
    assert [(each.width, each.height) for each in draw_photograph(drawn("JPEG", (700, 20)))] == [(700, 20), (640, 18)]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_a_photo_of_every_usual_mode_can_be_used(mode):
    large, small = draw_photograph(drawn(mode=mode))
    assert [(each.width, each.height) for each in (large, small)] == [(800, 200), (640, 160)]


def test_what_can_be_seen_through_becomes_white():
    large, _small = draw_photograph(drawn(size=(8, 8), mode="LA"))
    with opened(large) as image:
        assert image.getextrema() == ((255, 255),) * 3


def test_of_two_pictures_in_the_file_of_a_telephone_the_first_is_taken():
    large, _small = draw_photograph(moving("MPO"))
    with opened(large) as image:
        red, green, blue = image.getpixel((0, 0))
        assert (red < 10, green > 100, blue > 100) == (True, True, True)


UNUSABLE = {
    **{name: REFUSED[name] for name in ("an SVG", "nothing", "half a picture", "a picture of 817 MB", "a moving PNG")},
    **{name: REFUSED[name] for name in ("a JPEG without end", "a moving WebP", "a WebP that is a page too")},
    "a WebP of a gigabyte": (webp_bomb(), PictureError.TOO_LARGE),
    "half a photo": (drawn("JPEG")[:1000], PictureError.NO_PICTURE),
    "a photo just too wide": (drawn("JPEG", (8001, 1)), PictureError.TOO_LARGE),
    **{f"a {kind} just too wide": (drawn(kind, (4001, 1)), PictureError.TOO_LARGE) for kind in ("PNG", "WEBP")},
}


@pytest.mark.promise("P15")
@pytest.mark.parametrize(("upload", "fault"), UNUSABLE.values(), ids=list(UNUSABLE))
def test_what_is_no_photo_is_refused(upload, fault):
    with pytest.raises(UnusablePicture) as refusal:
        draw_photograph(upload)
    assert refusal.value.fault is fault


def test_the_reason_reaches_whoever_uploads():
    for upload, fault in (REFUSED["a moving PNG"], (bytes(PHOTO_BYTES + 1), PictureError.TOO_HEAVY)):
        with pytest.raises(UnusablePicture) as refusal:
            photograph(upload)
        assert refusal.value.fault is fault


def test_a_process_draws_one_photo_after_the_other(monkeypatch):
    draws, held = picture.confined, []

    def draw(*arguments):
        held.append(picture.ONE_PHOTO.locked())
        return draws(*arguments)

    monkeypatch.setattr(picture, "confined", draw)
    photograph(drawn("JPEG"))
    assert (held, picture.ONE_PHOTO.locked()) == ([True], False)


def test_a_chunk_that_is_damaged_is_no_photo():
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b"")
    with pytest.raises(UnusablePicture):
        draw_photograph(head)
