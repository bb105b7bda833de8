"""A letter as a mail: its text in the reader's language, filled, as plain text and as HTML in the site's look."""

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

from flask import current_app, render_template
from jinja2 import Template
from markupsafe import Markup

from gocluster_events.core.i18n import force_locale
from gocluster_events.core.web.markdown import markdown

_marked = lru_cache(maxsize=256)(markdown)  # before anything is filled in, so many letters share it
Fill = Callable[[str, Mapping[str, str]], str]
WIDTH = 76  # of a line of plain text: RFC 5322 asks for at most 78 characters
_BLOCKS = re.compile(r"\n\s*\n")
_FACT = re.compile(r"\s*- .+?: ")
_LIST = re.compile(r"- ")
_ALONE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Framed:
    """A mail's subject line and both its bodies, and the parts of the latter, as HTML, for a page that shows it."""

    subject: str
    text: str
    html: str
    heading: str
    blocks: "tuple[Block, ...]"
    button: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter: a paragraph, or where ``text`` is empty the facts that stand as rows of term and value.

    One that is ``literal`` was written by somebody: it has no placeholders and no marks.
    """

    text: str
    facts: tuple[tuple[str, str], ...] = ()
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Shipped:
    """What a letter says where nobody wrote something else, with its placeholders."""

    subject: str
    heading: str
    body: str
    button: str


class HasWording(Protocol):
    """A text in the shape of `Shipped`."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def heading(self) -> str:
        """One line, or nothing."""

    @property
    def body(self) -> str:
        """Paragraphs with blank lines between them."""

    @property
    def button(self) -> str:
        """What stands on the button; empty where the letter has none."""


def shipped(template: str, language: str) -> Shipped:
    """``<feature>/mail/<letter>.txt`` in ``language``: subject, heading, ``---``, body, ``---``, button label."""
    return _shipped(current_app.jinja_env.get_template(template), language)


@lru_cache(maxsize=256)
def _shipped(template: Template, language: str) -> Shipped:
    """Kept, as nothing of it depends on whom it is for; a template that was changed is another one."""
    with force_locale(language):
        head, body, button = (part.strip() for part in render_template(template).split("\n---\n"))
    subject, _, heading = (line.strip() for line in head.partition("\n"))
    return Shipped(subject, heading, _tidied(body), button)


def _tidied(body: str) -> str:
    """One blank line between paragraphs, and none between the rows of a list."""
    parts = [part.strip() for part in _BLOCKS.split(body) if part.strip()]
    text = "".join(parts[:1])
    for before, part in pairwise(parts):
        text += ("\n" if _LIST.match(before) and _LIST.match(part) else "\n\n") + part
    return text


def letter_frame(
    template: str, language: str, values: Mapping[str, str], link: str | None, fill: Fill,
    wording: HasWording | None = None,
) -> Framed:  # fmt: skip
    """The letter in ``language`` as `shipped`, or in the ``wording`` that somebody gave it.

    The body is Markdown, but for lists of ``- Term: value``, which become rows. ``values`` replace the placeholders
    through ``fill``; in HTML they are text, whatever they contain. A placeholder that is a paragraph of its own may
    stand for several paragraphs and rows, or for nothing. One of the values may be ``accent``, the edition's colour as
    ``#RRGGBB``, another ``admission_code``: then the HTML shows the picture of it that comes with the mail.
    """
    texts = wording or shipped(template, language)
    blocks, escaped = _parts(texts.body, values), {name: str(Markup.escape(value)) for name, value in values.items()}
    subject, button = _one_line(fill(texts.subject, values)), _one_line(fill(texts.button, values))
    elements: dict[str, Any] = {"imprint": _page("site.imprint", language), "privacy": _page("site.privacy", language)}
    elements |= {"button": button, "link": link, "heading": _one_line(fill(texts.heading, values))}
    marked = tuple(_html(block, escaped, fill) for block in blocks)
    with force_locale(language):
        return Framed(
            subject=subject,
            text=render_template(
                "_layout/mail.txt", parts=[_text(block, values, fill) for block in blocks], **elements
            ),
            html=render_template(
                "_layout/mail.html",
                blocks=marked,
                lang=language,
                title=subject,
                eyebrow=values.get("event", ""),
                code_after=_place_of_code(marked) if values.get("admission_code") else 0,
                **({"accent": values["accent"]} if values.get("accent") else {}),
                **elements,
            ),
            heading=elements["heading"] or "",
            blocks=marked,
            button=button,
        )


def _page(endpoint: str, language: str) -> str:
    """The full address of a legal page; a worker has no request whose address it could begin with."""
    path = current_app.url_map.bind("localhost").build(endpoint, {"lang": language})
    base: str = current_app.config["SETTINGS"].base_url
    return base.rstrip("/") + path


def _place_of_code(blocks: "tuple[Block, ...]") -> int:
    """After which block, from 1, the picture of the code stands: the first facts, or the last block without any."""
    return next((number for number, block in enumerate(blocks, 1) if block.facts), len(blocks))


def subject_line(
    template: str, language: str, values: Mapping[str, str], fill: Fill, wording: HasWording | None = None
) -> str:
    """The subject of the letter, as `letter_frame` makes it."""
    return _one_line(fill((wording or shipped(template, language)).subject, values))


def _one_line(filled: str) -> str:
    """A value that was typed over several lines breaks no line of the mail's head."""
    return " ".join(filled.split())


def _parts(body: str, values: Mapping[str, str]) -> list[Block]:
    """The blocks of the letter, with those of the values that are paragraphs of their own."""
    blocks: list[Block] = []
    for block in _blocks(body):
        alone = _ALONE.fullmatch(block.text)
        if alone and alone[1] in values:
            blocks += (replace(each, literal=True) for each in _blocks(values[alone[1]]))
        else:
            blocks.append(block)
    return blocks


def _blocks(body: str) -> list[Block]:
    """Paragraphs, and the lists between them however their lines are spaced."""
    blocks: list[Block] = []
    for part in filter(None, (part.strip() for part in _BLOCKS.split(body))):
        lines = [line for line in part.splitlines() if line.strip()]
        facts = tuple(_fact(line) for line in lines) if all(_FACT.match(line) for line in lines) else ()
        if facts and blocks and blocks[-1].facts:
            blocks[-1] = Block("", blocks[-1].facts + facts)
        else:
            blocks.append(Block("" if facts else part, facts))
    return blocks


def _fact(line: str) -> tuple[str, str]:
    term, _, value = line.removeprefix("- ").partition(": ")
    return term.strip(), value.strip()


def _text(block: Block, values: Mapping[str, str], fill: Fill) -> str:
    """The block in lines of at most `WIDTH`, where no single word is longer.

    The values of several facts stand in a column, unless their terms would leave it no room.
    """

    def filled(text: str) -> str:
        return text if block.literal else fill(text, values)

    if not block.facts:
        lines = block.text.splitlines() if block.literal or _LIST.match(block.text) else [block.text]
        return "\n".join(_wrap(filled(line), rest="  " if _LIST.match(line) else "") for line in lines)
    widest = max(len(term) for term, _value in block.facts)
    column = widest + 3 if len(block.facts) > 1 and widest < WIDTH // 2 else 2
    return "\n".join(_wrap(filled(value), f"{term}: ".ljust(column), " " * column) for term, value in block.facts)


def _wrap(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _html(block: Block, escaped: Mapping[str, str], fill: Fill) -> Block:
    """The block with its texts as HTML."""

    def safe(text: Markup) -> Markup:
        if block.literal:
            return text
        return Markup(fill(str(text), escaped))  # noqa: S704 -- cleaned or escaped, and so are the values

    if block.literal and block.text:
        return Block(Markup("<p>{}</p>").format(Markup("<br>").join(block.text.splitlines())))
    facts = tuple((safe(Markup.escape(term)), safe(Markup.escape(value))) for term, value in block.facts)
    return Block(safe(_marked(block.text)) if block.text else "", facts)
