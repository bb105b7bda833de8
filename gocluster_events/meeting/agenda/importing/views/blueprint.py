"""The blueprint of the pages that take a programme in from a file."""

from flask import Blueprint

blueprint = Blueprint("importing", __name__)
