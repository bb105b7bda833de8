"""The blueprint that the pages of this room are put on."""

from flask import Blueprint

blueprint = Blueprint("sign_up", __name__, url_prefix="/<lang:lang>")
