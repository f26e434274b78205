"""French formats of dates and hours: « 14 h 30 », and no leading zero."""

# Their spaces are no-break ones, so that « 9 h 00 » holds on one line; a date and its hour may part.
DATE_FORMAT = "j\u00a0F\u00a0Y"
TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = "j\u00a0F\u00a0Y, G\u00a0\\h\u00a0i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y G\u00a0\\h\u00a0i"
# An hour is typed as it is written on the site; the first form is the one that fields show.
TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H h"]
THOUSAND_SEPARATOR = "\u202f"
