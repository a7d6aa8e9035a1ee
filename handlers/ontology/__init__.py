"""What the analysis knows: YAML files that an analyst edits, the records they become, and the loader that checks them."""
