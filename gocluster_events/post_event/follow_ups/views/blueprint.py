"""The blueprint of follow-ups, and where their pages are."""

from flask import Blueprint

blueprint = Blueprint("follow_ups", __name__)

MANAGE = "/<lang:lang>/manage/<edition>/follow-ups"
OWN = "/<lang:lang>/my/follow-up"
