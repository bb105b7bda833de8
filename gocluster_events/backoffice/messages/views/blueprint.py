"""The pages of messages."""

from flask import Blueprint

blueprint = Blueprint("messages", __name__)

MESSAGES = "/<lang:lang>/manage/<edition>/messages"
