"""The pages about what is printed of people share one address."""

from flask import Blueprint

blueprint = Blueprint("papers", __name__, url_prefix="/<lang:lang>/manage/<edition>")
