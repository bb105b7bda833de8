"""What a browser calls itself, told coarsely: enough to know one's own sessions apart, too little to follow anybody."""

_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def coarse(user_agent: str) -> str:
    """Family and system without any version, such as ``Firefox, Windows``; empty when neither is known."""
    names = (
        next((name for sign, name in table if sign in user_agent), "") for table in (_BROWSERS, _SYSTEMS)
    )  # the more particular sign stands first
    return ", ".join(filter(None, names))
