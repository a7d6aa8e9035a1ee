"""The schema's history, for Alembic: env.py says how, versions/ say what."""
