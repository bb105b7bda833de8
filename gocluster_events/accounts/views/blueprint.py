"""The blueprint of accounts; the modules beside this one put their pages on it."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/<lang:lang>")
