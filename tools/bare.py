"""The least that a Flask app can be: the floor of a cold start."""

from flask import Flask

app = Flask(__name__, static_folder=None)


@app.get("/readyz")
def ready() -> str:
    """It answers."""
    return "ok"
