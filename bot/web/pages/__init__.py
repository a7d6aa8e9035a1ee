"""One module for each kind of page: read the request, ask the library, fill a template."""
