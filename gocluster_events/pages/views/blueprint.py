"""The one blueprint that every page of this feature hangs on."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
