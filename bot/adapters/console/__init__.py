"""The console: alerts printed as readable cards and kept, keyed, in a log file; `/alliance …` typed at a prompt."""
