"""The pages of the main entrance."""

from flask import Blueprint

blueprint = Blueprint("door", __name__, url_prefix="/<lang:lang>/manage/<edition>")
