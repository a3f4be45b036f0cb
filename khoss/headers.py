"""The headers that keep a browser from doing what no page of ours asks for."""

from __future__ import annotations

from flask import Flask, Response

from khoss import bearer

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)


def init_headers(app: Flask) -> None:
    """Put the headers on every answer."""

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if app.config["PREFERRED_URL_SCHEME"] == "https":
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        # What the API says may be kept by who asked for it, who then asks whether it still holds.
        by_key = bearer.is_asked()
        kept = by_key and "ETag" in response.headers
        # A published file is the same for everybody and says so itself.
        if "Cache-Control" not in response.headers or not response.cache_control.public:
            response.headers["Cache-Control"] = "private, no-cache" if kept else "no-store"
            response.vary.add("Authorization" if by_key else "Cookie")
        return response
