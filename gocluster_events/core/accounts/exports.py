"""A picture that an app for one-time codes reads."""


def picture(address: str) -> str:
    """The address as SVG markup, with its own light ground so that cameras read it in the dark as well."""
    import segno  # noqa: PLC0415 -- only who sets up an app waits for it

    drawn: str = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff"
    )
    return drawn
