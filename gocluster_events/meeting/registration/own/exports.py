"""The code that admission reads."""


def qr_svg(code: str) -> str:
    """An admission code as a QR code, black on white, as SVG to stand in a page."""
    import segno  # noqa: PLC0415 -- only who has a ticket waits for it

    return segno.make(code, error="m", micro=False).svg_inline(omitsize=True, border=2, dark="#000", light="#fff")
