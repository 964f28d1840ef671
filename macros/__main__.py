"""``python -m macros`` is the same as ``roadmap``."""

import sys

from macros.cli import main

sys.exit(main())
