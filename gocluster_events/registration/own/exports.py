"""The code that admission reads."""


def qr_svg(slug: str, reference: str) -> str:
    """Edition and reference as a QR code, black on white, as SVG to stand in a page; it opens nothing by itself."""
    import segno  # noqa: PLC0415 -- only who has a ticket waits for it

    code = segno.make(f"{slug}/{reference}", error="m", micro=False)
    return code.svg_inline(omitsize=True, border=2, dark="#000", light="#fff")
