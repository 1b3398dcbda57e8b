"""Reports say more (water, staff, what is short, ages), what carried them, and when by the clock of who sent them.

Every column may be empty: nothing is said of the reports that are here already, and no row is written again.
"""

from django.db import migrations, models

_BOTH = {
    "fuel_quarters": models.PositiveSmallIntegerField(null=True),
    "water_l": models.FloatField(null=True),
    "n_staff": models.PositiveIntegerField(null=True),
    "shortages": models.JSONField(null=True),
}
_TIMES = ("fuel_quarters_at", "water_at", "staff_at", "shortages_at")
_BEARERS = [
    ("console", "keeper console"),
    ("program", "program"),
    ("text", "text message"),
    ("paper", "paper sheet"),
    ("hand", "carried by hand"),
    ("list", "list"),
]
_OF_REPORTS = {
    "bands": models.JSONField(default=dict),
    "bearer": models.CharField(blank=True, choices=_BEARERS, default="", max_length=8),
    "lag_s": models.IntegerField(null=True),
    "stated_at": models.DateTimeField(null=True),
}


class Migration(migrations.Migration):
    dependencies = [("operations", "0005_territory_notices")]

    operations = [
        *(migrations.AddField("currentstatus", name, field) for name, field in _BOTH.items()),
        *(migrations.AddField("currentstatus", name, models.DateTimeField(null=True)) for name in _TIMES),
        *(migrations.AddField("statusreport", name, field) for name, field in (_BOTH | _OF_REPORTS).items()),
    ]
