"""How a page answers: with what its path names, with the way on once it is done, or again, with the reason why not."""

from collections.abc import Mapping
from typing import Any, Self, TypeAlias, TypeVar

from flask import Response, abort, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, TooMany
from gocluster_events.core.i18n import LazyString
from gocluster_events.core.sheets.limits import MOST_BYTES
from gocluster_events.core.tokens import Signer
from gocluster_events.core.web.audience import audience_of, may
from gocluster_events.core.web.fields import NOWHERE, Form, show_refusal
from gocluster_events.core.web.headers import private_link
from gocluster_events.core.web.order.places import following

Reply: TypeAlias = ResponseReturnValue
"""Whatever Flask takes from a view; for those that show a page or lead on to another."""
OK: tuple[int, dict[str, str]] = (200, {})
Found = TypeVar("Found")
_AROUND_A_FILE = 512 * 1024  # so that a file slightly too large still gets its sentence


def found_or_404(value: Found | None) -> Found:
    """The value, or the helpful 404 page."""
    if value is None:
        abort(404)
    return value


def signed_or_404(purpose: str, token: str) -> tuple[int, int]:
    """Whose link the token is and of which generation; 404 for a token that we did not sign for that purpose."""
    return found_or_404(Signer(current_app.config["SETTINGS"].secret_keys).read(purpose, token))


def signed_or_away(purpose: str, token: str) -> tuple[int, int]:
    """Whose link the token is and of which generation.

    Whoever has one that we did not sign for that purpose is led to the page where one gets the right one.
    """
    signed = Signer(current_app.config["SETTINGS"].secret_keys).read(purpose, token)
    if signed is None:
        abort(private_way("site.my", why="unreadable"))
    return signed


class refusals:  # noqa: N801 -- read as a word: with refusals(form, sentences):
    """If what is done inside is refused, or ``too_many`` times, the form says why, and the page is shown again.

    ``code`` is then the refusal's, and ``status`` what the page is answered with.
    """

    code: Any = None
    status = OK

    def __init__(
        self,
        form: Form,
        sentences: Mapping[Any, LazyString],
        fields: Mapping[Any, str] = NOWHERE,
        too_many: LazyString | None = None,
    ) -> None:
        self._form, self._sentences, self._fields, self._too_many = form, sentences, fields, too_many

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Refused):
            self.code = error.code
            show_refusal(self._form, error, self._sentences, self._fields)
            return True
        if isinstance(error, TooMany) and self._too_many is not None:
            self.status = say_too_many(self._form, error, self._too_many)
            return True
        return False


def say_too_many(form: Form, limit: TooMany, sentence: LazyString) -> tuple[int, dict[str, str]]:
    """The form says when to try again, unless one of its fields does; status and headers to answer it with."""
    if not form.errors:
        form.form_errors.append(too_many(limit, sentence))
    return 429, {"Retry-After": str(limit.retry_after)}


def too_many(limit: TooMany, sentence: LazyString) -> str:
    """The sentence, with the minutes after which one may try again."""
    return str(sentence) % {"minutes": -(-limit.retry_after // 60)}


def saved(sentence: str, endpoint: str, **values: Any) -> Reply:
    """A redirect to the page of the endpoint, which shows the sentence."""
    flash(sentence, "success")
    return redirect(onward(endpoint, **values))


def onward(endpoint: str, **values: Any) -> str:
    """The address of the endpoint, or of the page on which setting up goes on, for whoever chose to save and go on."""
    if request.form.get("then") == "next":
        here = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, str)}
        for part in following(request.endpoint or "", here):
            audience = audience_of(current_app, part.endpoint)
            if audience and audience.permission and may(audience.permission):
                named: dict[str, Any] = dict(part.values)
                return url_for(part.endpoint, **named)
    return url_for(endpoint, **values)


def private_page(template: str, status: int = 200, **facts: Any) -> Response:
    """The rendered template for an address that holds a token: stored nowhere, and sent on by no referrer."""
    return private_link(make_response(render_template(template, **facts), status))


def private_way(endpoint: str, **values: Any) -> Response:
    """A redirect from an address that holds a token: stored nowhere, and sent on by no referrer."""
    return private_link(make_response(redirect(url_for(endpoint, **values))))


def as_file(content: bytes | str, mimetype: str, name: str, how: str = "attachment") -> Response:
    """The content under that name; ``inline`` where the browser may show it."""
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'{how}; filename="{name}"'})


def take_a_file(most_bytes: int = MOST_BYTES) -> None:
    """The request may be as large as an uploaded file of so many bytes, or a table, with the other form fields."""
    request.max_content_length = most_bytes + _AROUND_A_FILE


def acting() -> Act:
    """The act of the signed-in account at this moment: who and when."""
    return Act(g.account.email, clock.now())
