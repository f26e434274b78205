"""French formats of dates and hours: « 14 h 30 », and no leading zero."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "G \\h i"
DATETIME_FORMAT = "j F Y, G \\h i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y G \\h i"
# An hour is typed as it is written on the site; the first form is the one that fields show.
TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H h"]
THOUSAND_SEPARATOR = "\u202f"
