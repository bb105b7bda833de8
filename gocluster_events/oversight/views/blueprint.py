"""The blueprint that the pages of this room are put on."""

from flask import Blueprint

blueprint = Blueprint("oversight", __name__)
