"""`python -m bot.worker [ONTOLOGY_FILE]`: the process that parses, extracts and analyses. Started by WorkerClient, not by people."""

import sys

from bot.worker.process import main

if __name__ == "__main__":
    main(sys.argv[1:])
