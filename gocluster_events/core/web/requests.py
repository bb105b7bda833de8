"""What a form has sent, with every damaged character still to be seen, and from where."""

from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request as FlaskRequest, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser


class _Fields(FormDataParser):
    """Reads form fields; Werkzeug alone would turn bytes that are no UTF-8 into harmless-looking ``%ED%A0%80``."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """Bytes that are no UTF-8 become U+FFFD, which every field refuses; the other fields stay.

        Raises RequestEntityTooLarge when there are more fields than any form has.
        """
        if mimetype != "application/x-www-form-urlencoded":
            return super().parse(stream, mimetype, content_length, options)
        typed = stream.read().decode(errors="replace")
        most = self.max_form_parts  # a million empty fields would fit into the body, and take seconds to read
        try:
            fields = parse_qsl(typed, keep_blank_values=True, errors="replace", max_num_fields=most)
        except ValueError as error:
            raise RequestEntityTooLarge from error
        return stream, self.cls(fields), self.cls()


class Request(FlaskRequest):
    """Flask's request, with our reading of forms."""

    form_data_parser_class = _Fields


def source() -> str:
    """The address from which the request comes; empty where there is none, as behind a socket of the machine."""
    return request.remote_addr or ""
