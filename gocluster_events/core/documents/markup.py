"""XML as plain lists. No document type, so no entities; nothing is fetched (XML 1.0)."""

from io import BytesIO
from typing import Any

from lxml import etree

from gocluster_events.core.sheets.archive import check_prolog
from gocluster_events.core.sheets.limits import FileError, Unreadable


def read(upload: bytes) -> list[Any]:
    """The root as [name, attributes, text, children, text after it]; names without their namespace.

    Raises Unreadable, with the line where it is not well formed.
    """
    check_prolog(BytesIO(upload))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return _plain(etree.fromstring(upload, parser))
    except etree.XMLSyntaxError as damage:
        raise Unreadable(FileError.DAMAGED, damage.lineno or 0) from damage


def _plain(element: Any) -> list[Any]:
    attributes = {_local(name): value for name, value in element.attrib.items()}
    children = [_plain(child) for child in element if isinstance(child.tag, str)]
    return [_local(element.tag), attributes, element.text or "", children, element.tail or ""]


def _local(name: str) -> str:
    return str(etree.QName(name).localname)
