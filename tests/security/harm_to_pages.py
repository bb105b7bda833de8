"""Strings that would run in a browser, or that a template or Markdown would take for its own."""

from collections.abc import Iterator

SENTINEL = "sentinel.example"  # no page may ever ask it for anything
RUN = "window.__ran=1"  # what a script does that should not run

_TAGS = ("img", "svg", "video", "body", "input", "iframe", "details", "object")
_EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onbegin", "onmouseover", "onanimationstart")
_ENDS = ("</title>", "</textarea>", "</select>", "</script>", "</style>", "--></noscript>", "]]></template>", "</svg>")
_QUOTES = ('"', "'", "`", "&quot;", "&#39;", "\\'", '\\"')


def elements() -> Iterator[str]:
    """Markup that runs where a text is taken for a part of a page."""
    for tag in _TAGS:
        for event in _EVENTS:
            yield f"<{tag} src=x {event}={RUN}>"
    for end in _ENDS:
        yield f"{end}<script>{RUN}</script>"
        yield f"{end}<img src=//{SENTINEL}/{len(end)} onerror={RUN}>"
    for written in ("script", "SCRIPT", "scr\tipt", "script/x", "script\n", "scr<script>ipt"):
        yield f"<{written}>{RUN}</{written}>"
        yield f"&lt;{written}&gt;{RUN}&lt;/{written}&gt;"
    for tag in ("link rel=stylesheet href", "base href", "form action", "embed src", "frame src", "a ping"):
        yield f"<{tag}=//{SENTINEL}/x>"
    yield f"<meta http-equiv=refresh content='0;url=//{SENTINEL}/'>"


def attributes() -> Iterator[str]:
    """What leaves an attribute and begins another."""
    for quote in _QUOTES:
        for event in _EVENTS:
            yield f"x{quote} autofocus {event}={quote}{RUN}"
        yield f"{quote}><script>{RUN}</script>"
        yield f"{quote} style={quote}background:url(//{SENTINEL}/{ord(quote[0])})"


def addresses() -> Iterator[str]:
    """Addresses that are scripts, or lead where no page of ours does."""
    for scheme in (
        "javascript",
        "JavaScript",
        "java\tscript",
        "java\nscript",
        " javascript",
        "\x01javascript",
        "vbscript",
    ):
        for after in (":", "&colon;", "&#58;", "://%0a"):
            yield f"{scheme}{after}{RUN}"
    for written in (
        f"data:text/html,<script>{RUN}</script>",
        f"//{SENTINEL}/",
        f"\\\\{SENTINEL}\\x",
        f"https:{SENTINEL}",
    ):
        yield written
        yield f"[Programm]({written})"
        yield f"![Bild]({written})"
        yield f"<{written}>"
        yield f"[Titel]: {written} '{RUN}'"
    yield f"https://mustertagung.example@{SENTINEL}/"


def scripts() -> Iterator[str]:
    """What leaves a string of JavaScript, JSON or CSS."""
    for quote in _QUOTES:
        for before, after in (("", "//"), ("-", "-"), (";", ";"), ("+", "+"), ("}", "{")):
            yield f"{quote}{before}{RUN}{after}{quote}"
    for rule in (
        f"background:url(//{SENTINEL}/css)",
        f"@import '//{SENTINEL}/'",
        f"x:expression({RUN})",
        "}*{display:none}",
    ):
        yield rule
        yield f"</style><style>{rule}"
        yield f"1;{rule}"
    for key in ("__proto__", "constructor", "toString", "hasOwnProperty"):
        yield key
        yield f'","{key}":{{"x":1}},"'
        yield f"${{{key}}}"


def templates() -> Iterator[str]:
    """What some template language would fill in."""
    marks = (
        "{{%s}}",
        "{%% %s %%}",
        "{# %s #}",
        "${%s}",
        "#{%s}",
        "<%%= %s %%>",
        "{%s}",
        "[[%s]]",
        "@(%s)",
        "*{%s}",
        "\\input{%s}",
        "#%s",
    )
    for mark in marks:
        for inside in (
            "7*7",
            "config",
            "''.__class__.__mro__",
            "salutation",
            'read("/etc/passwd")',
        ):
            yield mark % inside


def written() -> Iterator[str]:
    """Markdown and HTML for the fields that take Markdown."""
    yield from (
        "# heading",
        "* item",
        "**bold**",
        "> quote",
        "1. one",
        "---",
        "```\nx\n```",
        "    code",
        "| a | b |\n|---|---|",
        "~~x~~",
        "[^1]",
        "- [ ] x",
        "<b>x</b>",
        "\\*x\\*",
    )
    for label in ("x", "<img src=x>", "![a](b)", "**x**", "]("):
        for target in (
            f"javascript:{RUN}",
            f"//{SENTINEL}/",
            "data:text/html,x",
            "  java\nscript:x",
            "#",
            "<javascript:x>",
            f'/ "{RUN}"',
        ):
            yield f"[{label}]({target})"
    yield from (
        "[" * 500,
        "*" * 501,
        ">" * 300 + "x",
        "`" * 300,
        "![" * 200,
        "[a](" * 150,
        "<" * 400,
        "&" * 300,
        "_a_" * 150,
    )
