"""Be the second process of another one: see companion.py."""

import sys

from .companion import serve

serve(int(sys.argv[1]))
