"""Pages of this feature."""

from flask import Blueprint

blueprint = Blueprint("events", __name__)
