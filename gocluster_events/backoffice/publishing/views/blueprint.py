"""The pages of publishing."""

from flask import Blueprint

blueprint = Blueprint("publishing", __name__)

PUBLICATION = "/<lang:lang>/manage/<edition>/agenda/publication"
"""Where the programme is published."""
