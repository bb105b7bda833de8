"""A text in Markdown as the plain pieces that paper has: headings, paragraphs and entries of lists."""

from collections.abc import Iterator, Sequence
from enum import Enum

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
_BREAKS = {"softbreak": " ", "hardbreak": " "}


class Piece(Enum):
    """What a piece is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"


def pieces(source: str) -> Iterator[tuple[str, str]]:
    """Each piece with its kind, in order; of a link its words remain."""
    kind, depth = Piece.PARAGRAPH, 0
    for token in _markdown.parse(source):
        if token.type == "heading_open":
            kind = Piece.HEADING
        elif token.type == "paragraph_open":
            kind = Piece.ENTRY if depth else Piece.PARAGRAPH
        elif token.type in {"list_item_open", "list_item_close"}:
            depth += 1 if token.type == "list_item_open" else -1
        elif token.type == "inline":
            yield kind.value, _plain(token.children or ())
        elif token.content.strip():
            yield Piece.PARAGRAPH.value, token.content.strip()


def _plain(children: Sequence[Token]) -> str:
    return "".join(_BREAKS.get(each.type, each.content) for each in children)
