"""Answer 304, without a body, to who already has the page: a feed is read every hour and changes twice a week."""

from django.middleware.http import ConditionalGetMiddleware


class ConditionnelMiddleware(ConditionalGetMiddleware):
    """Django's own `ETag`, made of the bytes of the answer, before compression and its random bytes.

    Only the bytes tell. A feed and a sitemap date themselves by the latest of their rows, which says nothing of a row withdrawn:
    that date is dropped. The page of a reader bears the token of their own forms: nobody else's tag matches it. A file is
    sent as it is read, and what is never to be kept (`no-store`) gets no tag.
    """

    def process_response(self, request, response):
        """Return the response with its tag, or a 304."""
        if response.streaming:
            return response
        del response["Last-Modified"]
        return super().process_response(request, response)
