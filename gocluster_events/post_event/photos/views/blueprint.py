"""The photos of a meeting: the team's pages, the gallery, and the way of those who do not want to be seen."""

from flask import Blueprint

blueprint = Blueprint("photos", __name__)
