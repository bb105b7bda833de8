"""Descriptions that other programs keep as HTML, as Markdown: what is known becomes its sign, of all else the text.

``python -m gocluster_events.core.documents.hypertext < texts.json > markdown.json`` turns a list of texts; its limits
are those of `gocluster_events.core.sheets.child`.
"""

import json
import re
from html.parser import HTMLParser

MOST_CHARACTERS = 40_000  # of a text that is turned

_LISTS = frozenset({"ul", "ol"})
_HEADINGS = {"h1": "### ", "h2": "### ", "h3": "### ", "h4": "#### ", "h5": "#### ", "h6": "#### "}
_BLOCKS = frozenset(
    {*_LISTS, *_HEADINGS, "p", "div", "section", "article", "blockquote", "pre", "li", "dl", "dt", "dd", "table", "tr"}
)
_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_INLINE = frozenset(
    {*_SIGNS, "a", "br", "hr", "span", "u", "s", "sub", "sup", "code", "font", "small", "img", "td", "th"}
)
_SILENT = frozenset({"script", "style", "head"})
_OPEN_LINK, _LINE_END = "\0[", "\1"  # no text holds these characters

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS | _INLINE | _SILENT))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|hellip|shy|[AOUaou]uml|szlig|#\d{2,6});")
_PARAGRAPH = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})[\s>/]", re.IGNORECASE)
_MARKDOWN = re.compile(r"\*\*\S|\]\(\S|^ {0,3}(?:#{1,6}|[-*+]) \S", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
_BREAK = re.compile(rf"[ \t]*{_LINE_END}[ \t]*\n?[ \t]*")
_SPECIAL = re.compile(r"(\\|`|\*(?=\S)|(?<=\S)\*|(?<!\w)_|_(?!\w)|\](?=[(\[:])|<(?=[A-Za-z/!?]))")
_FIRST = re.compile(r"^( *)(>|#{1,6}(?= )|[+-](?= )|-{2,}$|={2,}$)", re.MULTILINE)
_NUMBER = re.compile(r"^( *\d+)([.)])(?= )", re.MULTILINE)
_DEEPEST = 5  # of lists within lists


def is_hypertext(text: str) -> bool:
    """Whether the text holds a tag or a reference to a character, as only HTML has, and is not endless."""
    return len(text) <= MOST_CHARACTERS and bool(_TAG.search(text) or _REFERENCE.search(text))


def to_markdown(text: str) -> str:
    """The text of an HTML description as Markdown; a text without any HTML stays as it is.

    Paragraphs, headings, lists, quotations, emphasis, and links to the web or for mail remain. Scripts, styles and
    pictures are left out. Ends of lines count where the HTML has no paragraphs, and what Markdown would read as a sign
    is escaped, unless the text is written in Markdown, with some HTML in it.
    """
    if not is_hypertext(text):
        return text
    writer = _Writer(counts_lines=not _PARAGRAPH.search(text), is_markdown=bool(_MARKDOWN.search(text)))
    writer.feed(text.replace("\0", "").replace(_LINE_END, ""))
    writer.close()
    return writer.markdown()


class _Writer(HTMLParser):
    """Writes paragraph after paragraph; ``_pieces`` are those of the present one."""

    def __init__(self, *, counts_lines: bool, is_markdown: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._counts_lines, self._is_markdown = counts_lines, is_markdown
        self._paragraphs: list[tuple[str, bool]] = []  # each with whether it is an entry of a list
        self._pieces: list[str] = []
        self._mark = ""  # what the next paragraph begins with
        self._lists: list[int] = []  # how many entries each open list has had; below zero: it is not numbered
        self._quotes = self._silent = 0
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a new paragraph, the others their sign."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._begin(tag)
        elif tag in _SIGNS:
            self._pieces.append(f"\0{_SIGNS[tag]}")
        elif tag == "a":
            address = (dict(attrs).get("href") or "").strip()
            self._addresses.append(address if _ADDRESS.fullmatch(address) else "")
            self._pieces.append(_OPEN_LINK)
        elif tag in {"br", "hr", "td", "th"}:
            self._pieces.append(_LINE_END if tag in {"br", "hr"} else " ")

    def handle_endtag(self, tag: str) -> None:
        """A block ends its paragraph, the others their sign."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._lists[-1:] = [] if tag in _LISTS else self._lists[-1:]
            self._quotes -= tag == "blockquote" and self._quotes > 0
        elif tag in _SIGNS:
            self._close(f"\0{_SIGNS[tag]}", _SIGNS[tag], _SIGNS[tag])
        elif tag == "a" and self._addresses:
            address = self._addresses.pop().replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
            self._close(_OPEN_LINK, "[" if address else "", f"]({address})" if address else "")

    def handle_data(self, data: str) -> None:
        """The text, with what Markdown would take for a sign escaped."""
        if not self._silent:
            text = data if self._is_markdown else _SPECIAL.sub(r"\\\1", data)
            self._pieces.append(text.replace("\u00a0", " ") if self._counts_lines else _BLANKS.sub(" ", text))

    def markdown(self) -> str:
        """All that was written."""
        self._end_paragraph()
        written, was_entry = "", False
        for text, is_entry in self._paragraphs:
            written += ("\n" if was_entry and is_entry else "\n\n") + text
            was_entry = is_entry
        return written.strip()

    def _begin(self, tag: str) -> None:
        if tag in _LISTS:
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            indent = "   " * min(max(len(self._lists) - 1, 0), _DEEPEST)
            is_numbered = bool(self._lists) and self._lists[-1] >= 0
            self._lists[-1:] = [self._lists[-1] + 1] if is_numbered else self._lists[-1:]
            self._mark = f"{indent}{self._lists[-1]}. " if is_numbered else f"{indent}- "
        elif tag in _HEADINGS:
            self._mark = _HEADINGS[tag]
        self._quotes += tag == "blockquote"

    def _close(self, opening: str, before: str, after: str) -> None:
        """The signs are round all that came after the opening one, but for blanks at its ends."""
        if opening not in self._pieces:
            return
        at = len(self._pieces) - 1 - self._pieces[::-1].index(opening)
        inner = "".join(self._pieces[at + 1 :])
        core = inner.strip(f" \t\n{_LINE_END}")
        lead, trail = inner.split(core, 1) if core else (inner, "")
        self._pieces[at:] = [f"{lead}{before}{core}{after}{trail}" if core and "\0" not in core else inner]

    def _end_paragraph(self) -> None:
        text = re.sub(r"\0(?:\*\*|\*|\[)", "", "".join(self._pieces)).strip(f" \t\n{_LINE_END}")
        self._pieces = []
        if not text:
            return
        text = _BREAK.sub(_LINE_END, text if self._counts_lines else re.sub(" {2,}", " ", text))
        text = re.sub(f"{_LINE_END}{{2,}}", "\n\n", text).replace(_LINE_END, "  \n")
        if not self._is_markdown:
            text = _NUMBER.sub(r"\1\\\2", _FIRST.sub(r"\1\\\2", text))
        if self._mark.startswith("#"):
            text = " ".join(text.split())
        quotes = "> " if self._quotes else ""
        self._paragraphs.append((f"{quotes}{self._mark}{text}", self._mark[-2:] in {"- ", ". "}))
        self._mark = ""


if __name__ == "__main__":
    from gocluster_events.core.sheets.child import answer  # what a web process never needs

    answer(lambda texts: {"texts": [to_markdown(text) for text in json.loads(texts)]})
