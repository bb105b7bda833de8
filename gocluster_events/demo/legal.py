"""The demo's notice about photos: written to its end and approved, as on a site that shows some."""

from gocluster_events.backoffice.legal import services
from gocluster_events.backoffice.legal.rules import Facts, Kind, shipped
from gocluster_events.core.act import Act
from gocluster_events.demo.facts import localized, read

_NOBODY = Facts("", "", 0)  # the notice names none of it


def approve_photo_notice(act: Act) -> None:
    """The public reads it without a gap."""
    texts = {name: localized(each) for name, each in read("photo-notice").items()}
    number = services.save_text(Kind.PHOTOS, {**shipped(Kind.PHOTOS, _NOBODY), **texts}, 0, act)
    services.approve_text(Kind.PHOTOS, number, act)
