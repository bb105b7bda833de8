"""The least that a Flask app can be: the floor of a cold start."""

from flask import Flask

app = Flask(__name__, static_folder=None)


@app.get("/readyz")
def ready() -> str:
    """The same answer to every request, without a database."""
    return "ok"
