"""The desk as a page: newest stories, search, evidence, feed health, status; and the probes that operators ask. Read-only."""
