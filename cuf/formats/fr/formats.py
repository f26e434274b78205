"""French formats of dates: « 14 h 30 », and no leading zero."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "G \\h i"
DATETIME_FORMAT = "j F Y, G \\h i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y G \\h i"
THOUSAND_SEPARATOR = "\u202f"
