"""Ukrainian; Django puts a nought before the day, and a dot behind the year, which ends a sentence too early."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y H:i"
MONTH_DAY_FORMAT = "j E"
