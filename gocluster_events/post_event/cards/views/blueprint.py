"""The blueprint of knowledge cards, and where their pages are."""

from flask import Blueprint

blueprint = Blueprint("cards", __name__)

MANAGE = "/<lang:lang>/manage/<edition>/cards"
PUBLIC = "/<lang:lang>/<edition>/knowledge"
