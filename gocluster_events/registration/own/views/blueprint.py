"""The blueprint that the pages of this room are put on."""

from flask import Blueprint

blueprint = Blueprint("own", __name__, url_prefix="/<lang:lang>")
