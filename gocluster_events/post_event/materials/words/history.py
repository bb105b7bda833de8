"""What the audit log says of materials."""

from gocluster_events.core.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "material.added": _l("Material added"),
    "material.changed": _l("Material changed"),
    "material.removed": _l("Material removed"),
    "material.published": _l("Material published"),
    "material.waived": _l("Noted that no materials come from the person"),
    "material.asked_for": _l("Person asked for materials again"),
    "material.taken_back": _l("Material taken back"),
}
FIELDS: dict[str, LazyString] = {
    "material_item": _l("Item"),
    "material_kind": _l("Kind"),
    "material_title": _l("Title"),
    "material_language": _l("Language"),
    "material_url": _l("Address"),
    "material_licence": _l("Licence"),
    "material_accessible": _l("Accessibility"),
    "material_note": _l("Note on accessibility"),
    "material_seen_by": _l("Who can open it"),
    "material_not_before": _l("Not before"),
}
