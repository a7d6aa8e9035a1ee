"""Slack as a chat platform: pure renderers, an adapter that posts, and a platform that hears commands, buttons and forms."""
