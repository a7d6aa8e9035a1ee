"""The desk: pollers in, analysis through, alerts and answers out. See docs/architecture.md."""
