"""The demo: a newsroom of invented outlets, served on loopback and polled by a desk of its own."""
