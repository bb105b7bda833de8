"""The pages of the report."""

from flask import Blueprint

blueprint = Blueprint("report", __name__)
