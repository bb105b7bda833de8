"""The blueprint of materials, and where the team's pages of them are."""

from flask import Blueprint, current_app

from gocluster_events.post_event.materials.services.uploading import Limits

blueprint = Blueprint("materials", __name__)

MANAGE = "/<lang:lang>/manage/<edition>/materials"
PUBLIC = "/<lang:lang>/<edition>/materials"
MINE = "/<lang:lang>/my/materials"
_MEGABYTE = 1024 * 1024


def limits() -> Limits:
    """How large a file, and all of an edition, may be on this site."""
    settings = current_app.config["SETTINGS"]
    return Limits(settings.material_megabytes * _MEGABYTE, settings.materials_megabytes * _MEGABYTE)
