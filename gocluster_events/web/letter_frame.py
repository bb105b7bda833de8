"""A letter as a mail: its text in the reader's language, filled, as plain text and as HTML in the site's look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from gocluster_events.i18n import force_locale
from gocluster_events.web.markdown import markdown

Fill = Callable[[str, Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Framed:
    """A mail's subject line and both its bodies."""

    subject: str
    text: str
    html: str


def letter_frame(template: str, language: str, values: Mapping[str, str], link: str | None, fill: Fill) -> Framed:
    """Render ``<feature>/mail/<letter>.txt`` in ``language``: subject line, ``---``, Markdown, ``---``, button label.

    ``values`` replace the placeholders through ``fill``; in HTML they are text, whatever they contain. One of them may
    be ``accent``, the edition's colour as ``#RRGGBB``.
    """
    with force_locale(language):
        subject, body, button = (part.strip() for part in render_template(template).split("\n---\n"))
        html = fill(str(markdown(body)), {name: str(Markup.escape(value)) for name, value in values.items()})
        text = fill(body, values)
        return Framed(
            subject=fill(subject, values),
            text=render_template("_layout/mail.txt", body=text, button=button, link=link),
            html=render_template(
                "_layout/mail.html",
                body=Markup(html),  # noqa: S704 -- markdown() has cleaned it, the values are escaped
                button=button,
                link=link,
                lang=language,
                **({"accent": values["accent"]} if values.get("accent") else {}),
                title=fill(subject, values),
            ),
        )
