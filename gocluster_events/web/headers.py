"""Headers that every answer carries, and what may be cached."""

from flask import Response, current_app, g, request

from gocluster_events.web.audience import Kind, audience_of

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def secure(response: Response) -> Response:
    """The answer carries the security headers; personal pages and anything with a cookie are stored nowhere."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if current_app.config["SETTINGS"].is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not _is_public() or "Set-Cookie" in response.headers or "Cookie" in response.vary:
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code == 200 and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
    return response


def private_link(response: Response) -> Response:
    """For pages whose address holds a token: no referrer, stored nowhere."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_public() -> bool:
    audience = audience_of(current_app, request.endpoint or "")
    return audience is not None and audience.kind is Kind.PUBLIC and "session_used" not in g
