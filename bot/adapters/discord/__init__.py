"""Discord as a chat platform: pure renderers, an adapter that posts, and a client that answers commands."""
