"""``python -m sia_docs``."""

import sys

from sia_docs.cli import main

sys.exit(main())
