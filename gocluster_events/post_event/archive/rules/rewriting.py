"""A page of the site as it stands in a copy: its links lead to files beside it, and nothing on it needs a server.

What only the living site can do is marked in the templates by ``data-live``.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from gocluster_events.post_event.archive.rules.places import Place, file_of
from gocluster_events.post_event.archive.rules.surroundings import CopyPage, Surroundings, relative

_LIVING = etree.XPath(
    "//*[@data-live] | //form | //button | //template | //dialog | //script[@type='module']"
    " | //link[contains(concat(' ', @rel, ' '), ' preload ')]"
)
_SCRIPTS = "/built/public.js"
_SCRIPTS_OF_COPY = "/built/copy.js"
"""Those of them that fold menus and show one day of several; the others need a server."""
_NEEDED = {("img", "src"), ("script", "src")}
_NEEDED_LINKS = {"stylesheet", "icon"}
_ELSEWHERE = re.compile(r"[a-z][a-z\d+.-]*:|//|#", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def rewrite(source: bytes, here: Place, around: Surroundings) -> CopyPage:
    """The page as it stands in that place of the copy."""
    page = html.document_fromstring(source.decode(), parser=html.HTMLParser(encoding=None, remove_comments=True))
    _make_ordinary(page)
    for element in _LIVING(page):
        if element.getparent() is not None:
            element.drop_tree()
    page.attrib.pop("data-clock-ahead-seconds", None)
    _unlink_choices(page, here, around)
    needs = dict.fromkeys(_redirect(page, here, around))
    _put_line(page, here, around)
    content = html.tostring(page, encoding="utf-8", doctype="<!doctype html>")
    return CopyPage(content + b"\n", _heading(page), tuple(needs))


def _make_ordinary(page: html.HtmlElement) -> None:
    """What of the site's scripts works without a server is an ordinary script: no module runs in a page that was opened
    from a folder.
    """
    for script in page.iterfind(".//script[@type='module']"):
        if script.get("src", "").endswith(_SCRIPTS):
            del script.attrib["type"]
            script.set("src", script.attrib["src"].replace(_SCRIPTS, _SCRIPTS_OF_COPY))
            script.set("defer", "")


def _unlink_choices(page: html.HtmlElement, here: Place, around: Surroundings) -> None:
    """What leads to a choice on the same page that no file shows becomes plain text."""
    for link in page.findall(".//a[@href]"):
        address = urljoin(here.address, link.attrib["href"]).partition("#")[0]
        if address not in around.files and around.files.get(address.partition("?")[0]) == here.file:
            link.drop_tag()


def _redirect(page: html.HtmlElement, here: Place, around: Surroundings) -> Iterator[str]:
    """Every address leads where it does in a copy; the addresses of what the page needs."""
    for element in page.iter("a", "area", "link", "img", "script", "source"):
        for name in {"href", "src"} & set(element.attrib):
            value = element.attrib[name]
            if _ELSEWHERE.match(value):
                continue
            address = urljoin(here.address, value)
            is_needed = (element.tag, name) in _NEEDED or element.get("rel", "") in _NEEDED_LINKS
            if is_needed and address not in around.files:
                yield address
                element.attrib[name] = relative(file_of(address), here)
            else:
                element.attrib[name] = _way(address, here, around)
        if "srcset" in element.attrib:
            element.attrib["srcset"] = ", ".join(_picture(each, here, around) for each in _srcset(element))


def _srcset(element: html.HtmlElement) -> list[str]:
    return [each.strip() for each in element.attrib["srcset"].split(",")]


def _picture(choice: str, here: Place, around: Surroundings) -> str:
    address, _blank, width = choice.partition(" ")
    return f"{_way(urljoin(here.address, address), here, around)} {width}".strip()


def _way(address: str, here: Place, around: Surroundings) -> str:
    """Where a link leads: to a file of the copy, or to the site. A choice that no file shows leads to its page."""
    path, mark, fragment = address.partition("#")
    file = around.files.get(path) or around.files.get(path.partition("?")[0])
    return (relative(file, here) if file else around.base_url + path) + mark + fragment


def _put_line(page: html.HtmlElement, here: Place, around: Surroundings) -> None:
    """The line stands behind the link that skips to the content, and is as wide as the head of the page."""
    lang = page.get("lang", "")
    line, (body,) = around.lines[lang], page.findall("body")
    heads = page.find_class("site-header")
    width = heads[0][0].get("class", "container") if heads else "container"
    aside = html.Element("aside", {"class": "copy-line", "aria-label": line.name})
    words = etree.SubElement(aside, "p", {"class": width})
    words.text = f"{line.text} – "
    website = etree.SubElement(words, "a", {"href": around.base_url + (here.instead or here.address)})
    website.text, website.tail = line.website, " · "
    search = etree.SubElement(words, "a", {"href": relative(around.search[lang], here)})
    search.text = line.search
    after = body.find_class("skip-link")
    body.insert(body.index(after[0]) + 1 if after else 0, aside)


def _heading(page: html.HtmlElement) -> str:
    heading = page.find(".//h1")
    return _SPACE.sub(" ", heading.text_content()).strip() if heading is not None else ""
