"""The blueprint of what somebody chooses of the programme, and of what is booked of it."""

from flask import Blueprint

blueprint = Blueprint("bookings", __name__)
