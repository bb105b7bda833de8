"""The one blueprint that every page of this feature hangs on."""

from flask import Blueprint

blueprint = Blueprint("letters", __name__, url_prefix="/<lang:lang>/manage/<edition>")
