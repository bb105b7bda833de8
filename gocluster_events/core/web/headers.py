"""Headers that every answer carries, and what may be cached."""

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from gocluster_events.core.web.audience import Kind, audience_of

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
    "Referrer-Policy": "same-origin",
}


def secure(response: Response) -> Response:
    """The answer carries the security headers, unless the view has set a stricter one."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SETTINGS"].is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def private_link(response: Response) -> Response:
    """The answer sends no referrer and is stored nowhere, for pages whose address holds a token."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def with_camera(response: Response) -> Response:
    """For a page that reads codes: it may ask for the camera, and run the decoder, which is WebAssembly."""
    policy = CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Permissions-Policy"] = _ALWAYS["Permissions-Policy"].replace("camera=()", "camera=(self)")
    return response


def with_frame(response: Response) -> Response:
    """For a page that shows another page of ours in a frame."""
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


class CookieSessions(SecureCookieSessionInterface):
    """Flask's signed cookie; only here is it known whether an answer depended on it, and so what may be cached."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """The cookie is set if it changed. An answer that read it, or is not public, is stored nowhere."""
        super().save_session(app, session, response)
        if "Cookie" in response.vary or not _is_public():
            response.headers["Cache-Control"] = "no-store"
        elif response.status_code == 200 and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
            response.add_etag(weak=True)  # compressed or not, it is the same page
            response.make_conditional(request)


def _is_public() -> bool:
    audience = audience_of(current_app, request.endpoint or "")
    return audience is not None and audience.kind is Kind.PUBLIC
