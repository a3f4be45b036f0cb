"""A plain browser over the network: cookies, forms, nothing of the application's own."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from typing import Any

TIMEOUT_S = 180


class Browser:
    """Fetch pages and send forms at one address."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, bytes, str]:
        """Return status, content and the address that the answer came from."""
        return self._open(urllib.request.Request(self.base + path))

    def post(self, path: str, fields: dict[str, str], *, token_from: str) -> tuple[int, bytes, str]:
        """Send a form with the token of a page."""
        page = self.get(token_from)[1].decode()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, f"no form on {token_from}"
        data = urllib.parse.urlencode({"csrf_token": found[1], **fields}).encode()
        return self._open(urllib.request.Request(self.base + path, data=data))

    def send_script(self, path: str, fields: dict[str, str]) -> dict[str, Any]:
        """Send what a script of the page sends, and return what it is told."""
        data = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(
            self.base + path, data=data, headers={"Accept": "application/json"}
        )
        told: dict[str, Any] = json.loads(self._open(request)[1])
        return told

    def sign_in(self, email: str, password: str) -> None:
        """Sign in as a person does."""
        login = "/konto/logga-in"
        fields = {"email": email, "password": password}
        _, _, address = self.post(login, fields, token_from=login)
        assert "logga-in" not in address

    def _open(self, request: urllib.request.Request) -> tuple[int, bytes, str]:
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as response:
                return response.status, response.read(), response.url
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), error.url or ""


def wait_until(true: Callable[[], bool], *, seconds: float = TIMEOUT_S) -> None:
    """Wait until something is true; fail when it never becomes so."""
    pause = threading.Event()
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        pause.wait(0.1)
