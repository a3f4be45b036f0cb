"""The application for a web server, set up from the environment."""

from __future__ import annotations

import gc

from config import from_environment
from khoss import create_app

app = create_app(from_environment())
# What stands now stands as long as the program runs: looking through it again and again would
# stop a page now and then, and copy memory that the web processes share.
gc.collect()
gc.freeze()
# A request leaves some thousand objects that go by themselves: looking for circles among them every
# 700 objects found none worth its time.
gc.set_threshold(50_000, 20, 50)
