"""`python -m svodka` is the command `svodka`."""

import sys

from svodka.cli import main

if __name__ == "__main__":
    sys.exit(main())
