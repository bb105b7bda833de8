"""The pages of the archive copy."""

from flask import Blueprint

blueprint = Blueprint("archive", __name__)
MANAGE = "/<lang:lang>/manage/<edition>/archive"
