"""The pages of the survey."""

from flask import Blueprint

blueprint = Blueprint("survey", __name__)
