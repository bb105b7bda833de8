"""The pages of the documentation."""

from flask import Blueprint

blueprint = Blueprint("documentation", __name__)
PUBLIC = "/<lang:lang>/<edition>/documentation"
MANAGE = "/<lang:lang>/manage/<edition>/documentation"
