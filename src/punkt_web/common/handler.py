"""The application as a WSGI server calls it."""

import re
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase

_CHARSET = re.compile(r""";\s*charset\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


class Utf8Handler(WSGIHandler):
    """Django's handler, which reads every address and form as UTF-8 whatever character set a header names.

    Nobody needs another one. Some break a page before anything could say so, and all others would make the same address
    mean one thing to one reader and another to the next. Django looks at the header as it makes the request, so it has
    to be mended before.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        """Called by the server for each request."""
        environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return super().__call__(environ, start_response)
