"""Shows the course in a browser on this device, and follows edits while somebody writes.

`serve_book` builds and serves the whole course, `preview` one exercise. The server only reads files: it has
no way to receive an answer, so what learners write stays in their browser.
"""

from powerwith.serve.building import build_book, watch
from powerwith.serve.server import Live, ServeError, Server, serve
from powerwith.serve.showing import preview, serve_book

__all__ = ["Live", "ServeError", "Server", "build_book", "preview", "serve", "serve_book", "watch"]
