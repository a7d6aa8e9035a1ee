"""`python -m bot.worker [--warm] [ONTOLOGY_FILE]`: the process that parses, extracts and analyses, started by WorkerClient."""

import sys

from bot.worker.process import main

if __name__ == "__main__":
    main(sys.argv[1:])
