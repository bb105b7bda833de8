"""The one blueprint that every page of this feature hangs on."""

from flask import Blueprint

blueprint = Blueprint("registration", __name__, url_prefix="/<lang:lang>")
MANAGE = "/manage/<edition>/registration"
