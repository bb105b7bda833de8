"""Uploaded pictures: what is shown stays, everything else is gone, and what would hurt is refused at once (P15)."""

import time
from io import BytesIO

import pytest
from PIL import Image

from gocluster_events.core.picture import UnusablePicture, redraw
from tests.support.pictures import REFUSED, SECRET, drawn


@pytest.mark.promise("P15")
@pytest.mark.parametrize(("upload", "fault"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_single_harmless_picture_is_refused_for_less_than_a_second_of_work(upload, fault):
    began = time.process_time()
    with pytest.raises(UnusablePicture) as refusal:
        redraw(upload, 640, 160)
    assert (refusal.value.fault, time.process_time() - began < 1) == (fault, True)


USUAL = [drawn(mode=mode) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")] + [
    drawn("JPEG"),
    drawn("JPEG", mode="CMYK"),
    drawn("JPEG", progressive=True),
    drawn("WEBP"),
    drawn("WEBP", lossless=True),
]


@pytest.mark.parametrize("upload", USUAL)
def test_every_usual_kind_of_picture_becomes_a_png_of_our_own(upload):
    picture = redraw(upload, 640, 160)
    with Image.open(BytesIO(picture.content), formats=["PNG"]) as image:
        assert (image.size, image.mode, (picture.width, picture.height)) == ((640, 160), "RGBA", (640, 160))


def test_a_small_picture_is_not_enlarged():
    assert (redraw(drawn(size=(20, 5)), 640, 160).width, redraw(drawn(size=(1, 4000)), 640, 160).height) == (20, 160)


def test_a_photo_that_was_taken_lying_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6  # Orientation: to be turned by a quarter
    pictures = [redraw(drawn(kind, exif=turned), 640, 160) for kind in ("JPEG", "PNG", "WEBP")]
    assert [(each.width, each.height) for each in pictures] == [(40, 160)] * 3


def test_what_can_be_seen_through_stays_so():
    named = drawn(size=(8, 8), transparency=(0, 128, 128))  # teal, which the whole picture is
    with Image.open(BytesIO(redraw(named, 640, 160).content), formats=["PNG"]) as image:
        assert image.getextrema()[3] == (0, 0)


def test_nothing_but_the_picture_is_kept():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    uploads = [drawn("JPEG", comment=SECRET), drawn("JPEG", exif=exif), drawn("WEBP", exif=exif), drawn(exif=exif)]
    assert [(SECRET in upload, SECRET in redraw(upload, 640, 160).content) for upload in uploads] == [(True, False)] * 4
