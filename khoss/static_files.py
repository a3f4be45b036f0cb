"""Built style sheets, scripts and fonts, each addressed with the hash of what it holds."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "static"
MAX_AGE_S = 3600


def read_manifest() -> dict[str, str]:
    """Return the SHA-256 of every built file by its name."""
    manifest: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    return manifest


def init_static_files(app: Flask) -> None:
    """Serve the built files before the application is asked, and name them in templates."""
    hashes = read_manifest()
    served = WhiteNoise(app.wsgi_app, root=str(FOLDER), prefix="static/", max_age=MAX_AGE_S)
    app.wsgi_app = served  # type: ignore[method-assign]

    def asset_url(name: str) -> str:
        """Return the address of a built file; it changes when the file does."""
        return f"/static/{name}?v={hashes[name][:12]}"

    app.jinja_env.globals["asset_url"] = asset_url
