"""Many people at once over HTTP, each on a connection of their own a request, timed."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Send = Callable[[], Awaitable[bool]]


@dataclass
class Times:
    """How long requests took, in milliseconds, and how many failed."""

    took: list[float] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0

    def __str__(self) -> str:
        parts = statistics.quantiles(self.took, n=100, method="inclusive")
        return (
            f"{len(self.took):>6} saved, {len(self.took) / self.seconds:>6.1f}/s   "
            f"p50 {parts[49]:>6.1f}  p95 {parts[94]:>6.1f}  p99 {parts[98]:>6.1f}  "
            f"max {max(self.took):>6.1f} ms   failures {self.failed}"
        )


async def post(address: str, body: bytes, headers: str = "") -> tuple[int, bytes]:
    """Send a form and return the status and the body."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"{headers}\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    head_bytes, _, content = answer.partition(b"\r\n\r\n")
    return int(head_bytes.split(b" ", 2)[1]), content


async def press(senders: list[Send], *, seconds: float, pause_s: float) -> Times:
    """Let everybody send for a while, each with a pause of this length on average.

    A pause of 0 is saturation: who has an answer sends at once.
    """
    times = Times()
    began = time.perf_counter()
    await asyncio.gather(*(_send_on(one, times, began + seconds, pause_s) for one in senders))
    times.seconds = time.perf_counter() - began
    return times


async def _send_on(send: Send, times: Times, until: float, pause_s: float) -> None:
    rng = random.Random(id(send))
    # Nobody begins at the same moment.
    await asyncio.sleep(rng.uniform(0, pause_s))
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            saved = await send()
        except (OSError, ValueError, IndexError):
            saved = False
        if saved:
            times.took.append((time.perf_counter() - began) * 1000)
        else:
            times.failed += 1
        await asyncio.sleep(rng.uniform(0.5 * pause_s, 1.5 * pause_s))
