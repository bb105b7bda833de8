"""The blueprint of knowledge cards, and where the team's pages of them are."""

from flask import Blueprint

blueprint = Blueprint("cards", __name__)

MANAGE = "/<lang:lang>/manage/<edition>/cards"
