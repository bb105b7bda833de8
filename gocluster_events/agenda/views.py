"""Pages of this feature."""

from flask import Blueprint

blueprint = Blueprint("agenda", __name__)
