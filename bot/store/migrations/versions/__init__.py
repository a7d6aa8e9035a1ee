"""One file a change, up and down."""
