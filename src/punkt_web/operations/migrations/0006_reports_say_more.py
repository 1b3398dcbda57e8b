"""Reports say more (water, staff, what is short, ages), what carried them, and when by the clock of who sent them."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from punkt.model.vocabulary import ReportBearer, choices

_BOTH = {
    "fuel_quarters": models.PositiveSmallIntegerField(null=True),
    "water_l": models.FloatField(null=True),
    "n_staff": models.PositiveIntegerField(null=True),
    "shortages": models.JSONField(null=True),
}
_TIMES = ("fuel_quarters_at", "water_at", "staff_at", "shortages_at")
_BEARER = models.CharField(max_length=8, choices=choices(ReportBearer), default=ReportBearer.LIST)


def state_times(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Reports that are here were taken as their senders stated the time."""
    apps.get_model("operations", "StatusReport").objects.update(stated_at=models.F("observed_at"))


class Migration(migrations.Migration):
    dependencies = [("operations", "0005_territory_notices")]

    operations = [
        *(migrations.AddField("currentstatus", name, field) for name, field in _BOTH.items()),
        *(migrations.AddField("currentstatus", name, models.DateTimeField(null=True)) for name in _TIMES),
        *(migrations.AddField("statusreport", name, field) for name, field in _BOTH.items()),
        migrations.AddField("statusreport", "bands", models.JSONField(default=dict)),
        migrations.AddField("statusreport", "bearer", _BEARER),
        migrations.AddField("statusreport", "lag_s", models.IntegerField(default=0)),
        migrations.AddField("statusreport", "stated_at", models.DateTimeField(null=True)),
        migrations.RunPython(state_times, migrations.RunPython.noop),
        migrations.AlterField("statusreport", "stated_at", models.DateTimeField()),
    ]
