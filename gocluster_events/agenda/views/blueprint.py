"""The blueprint that this feature's pages are put on."""

from flask import Blueprint

blueprint = Blueprint("agenda", __name__)

MANAGE = "/<lang:lang>/manage/<edition>/agenda"
"""Where the organisers plan the programme."""
