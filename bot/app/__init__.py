"""The composition root: what a desk is built of (parts.py), how it runs and is closed (running.py)."""
