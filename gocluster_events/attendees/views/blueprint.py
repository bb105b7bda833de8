"""The blueprint that this feature's pages are put on."""

from flask import Blueprint

blueprint = Blueprint("attendees", __name__, url_prefix="/<lang:lang>/manage/<edition>")
