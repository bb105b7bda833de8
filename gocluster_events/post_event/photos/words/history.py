"""What the audit log says of photos."""

from gocluster_events.core.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "photo.added": _l("Photo added"),
    "photo.changed": _l("Details of a photo changed"),
    "photo.moved": _l("Order of the photos changed"),
    "photo.published": _l("Photo published"),
    "photo.taken_back": _l("Photo no longer public"),
    "photo.removed": _l("Photo removed"),
    "photo.hidden": _l("Photo hidden by somebody in it"),
    "photo.objected": _l("Somebody in a photo asked for it to be removed"),
    "photo.shown_again": _l("Photo kept public after an objection"),
}
FIELDS: dict[str, LazyString] = {
    "photo_alt": _l("Alt text"),
    "photo_caption": _l("Caption"),
    "photo_credit": _l("Photo credit"),
    "photo_licence": _l("Licence"),
    "photo_basis": _l("Note on the legal basis"),
    "photo_item": _l("Programme item"),
    "photo_is_checked": _l("Tick for the people in it"),
}
