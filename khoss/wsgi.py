"""The application for a web server, set up from the environment."""

from __future__ import annotations

from config import from_environment
from khoss import create_app

app = create_app(from_environment())
