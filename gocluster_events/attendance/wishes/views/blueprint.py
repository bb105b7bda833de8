"""The pages of wishes and their allocation."""

from flask import Blueprint

blueprint = Blueprint("wishes", __name__)
