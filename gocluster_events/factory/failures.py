"""What a person reads when something cannot be done: a sentence, a way on and a reference number, never a traceback."""

import secrets
from contextlib import suppress
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, InterfaceError, NoResultFound, OperationalError, TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from gocluster_events.core.errors import Busy, Stale, TooMany

RETRY_SECONDS = 5
MOST_UNREAD = 8 * 1024 * 1024  # bytes; the proxy lets 6 MB through
BEYOND = 2 * 1024 * 1024  # where a page takes larger files, it reads so many bytes more than that
PIECE = 64 * 1024
_PAGES = frozenset({401, 403, 404, 405, 409, 410, 413, 429, 500, 503})


def connect(app: Flask) -> None:
    """Every failure has its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(Stale, lambda _error: _page(409))
    app.register_error_handler(TooMany, _too_many)
    for vanished in (NoResultFound, ObjectDeletedError, StaleDataError):
        app.register_error_handler(vanished, _vanished(app))
    for busy in (Busy, OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(busy, _unavailable(app))
    app.register_error_handler(DBAPIError, _database(app))
    app.register_error_handler(Exception, _bug(app))
    app.after_request(_read_to_its_end)


def _read_to_its_end(response: Response) -> Response:
    """A proxy that still sends when the connection is closed shows a page of its own (502) instead of ours."""
    most = max(MOST_UNREAD, (request.max_content_length or 0) + BEYOND)
    left = most if (request.content_length or 0) > PIECE else 0
    with suppress(OSError):  # who sends it has gone
        while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, PIECE))):
            left -= len(piece)
    return response


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    response = _page(error.code, cause=error.description, is_person=_is_about_person())
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _is_about_person() -> bool:
    return "registration_id" in (request.view_args or {})


def _unknown_host(_error: SecurityError) -> Response:
    """For a host that is not ours no address can be built, and so no page."""
    answer = "Unter diesem Namen ist hier nichts zu finden. / There is nothing here under that name.\n"
    return Response(answer, 400, {"Cache-Control": "no-store"}, mimetype="text/plain")


def _too_many(error: TooMany) -> Response:
    response = _page(429, minutes=-(-error.retry_after // 60))
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _vanished(app: Flask) -> Any:
    """The handler for a row that was there when the page was asked for, and is deleted by now; nothing was written."""

    def answer(error: Exception) -> Response:
        log = app.logger.error if request.method == "GET" else app.logger.warning  # a page that reads asks for no row
        log("%s: %s", _reference(), error, exc_info=error)
        return _page(410, is_person=_is_about_person())

    return answer


def _unavailable(app: Flask) -> Any:
    def answer(error: Exception) -> Response:
        reference = _reference()
        app.logger.warning("%s: %s", reference, error, exc_info=None if isinstance(error, Busy) else error)
        response = _page(503, reference=reference)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response

    return answer


def _database(app: Flask) -> Any:
    """The handler of database errors: a broken connection means unavailable, anything else is a bug."""
    gone, bug = _unavailable(app), _bug(app)
    return lambda error: gone(error) if error.connection_invalidated else bug(error)


def _bug(app: Flask) -> Any:
    def answer(error: Exception) -> Response:
        if app.debug and app.config["PROPAGATE_EXCEPTIONS"] is None:
            raise error
        reference = _reference()
        app.logger.error("%s: %s", reference, error, exc_info=error)
        return _page(500, reference=reference)

    return answer


def _page(code: int, **facts: object) -> Response:
    template = f"core/errors/{code}.html" if code in _PAGES else "core/errors/400.html"
    response = make_response(render_template(template, code=code, **facts), code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _reference() -> str:
    return secrets.token_hex(4).upper()
