import django.db.models.deletion
from django.db import migrations, models

BEARERS = [
    ("console", "keeper console"),
    ("desk", "desk"),
    ("program", "program"),
    ("text", "text message"),
    ("call", "telephone call"),
    ("paper", "paper sheet"),
    ("hand", "carried by hand"),
    ("list", "list"),
]
CHANNELS = [
    ("keeper", "staff"),
    ("coordinator", "coordinator"),
    ("duty_officer", "duty officer"),
    ("resident", "resident"),
    ("device", "device"),
    ("import", "imported list"),
]


def of_an_item(about):
    """The columns of a new kind of item, which names what it is about by its number."""
    return [
        ("ulid", models.CharField(max_length=26, primary_key=True, serialize=False)),
        ("stated_at", models.DateTimeField()),
        ("observed_at", models.DateTimeField()),
        ("received_at", models.DateTimeField()),
        ("lag_s", models.IntegerField(null=True)),
        ("bearer", models.CharField(choices=BEARERS, max_length=8)),
        ("channel", models.CharField(choices=CHANNELS, max_length=12)),
        ("author_name", models.CharField(max_length=254)),
        (about, models.CharField(db_index=True, max_length=26)),
        (
            "point",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.point"),
        ),
    ]


def as_they_were_planned(apps, _schema_editor):
    """Shifts were planned by a form of the console and at once; by whom is in the trail alone."""
    planned = models.F("observed_at")
    apps.get_model("operations", "Shift").objects.update(stated_at=planned, received_at=planned)


class Migration(migrations.Migration):
    dependencies = [("operations", "0019_own_lines"), ("registry", "0005_no_boundary_in_territories")]

    operations = [
        migrations.RenameField("shift", "planned_at", "observed_at"),
        migrations.AddField("shift", "stated_at", models.DateTimeField(null=True)),
        migrations.AddField("shift", "received_at", models.DateTimeField(null=True)),
        migrations.AddField("shift", "lag_s", models.IntegerField(null=True)),
        migrations.AddField(
            "shift",
            "bearer",
            models.CharField(choices=BEARERS, max_length=8, default="console"),
            preserve_default=False,
        ),
        migrations.AddField(
            "shift",
            "channel",
            models.CharField(choices=CHANNELS, max_length=12, default="keeper"),
            preserve_default=False,
        ),
        migrations.AddField(
            "shift", "author_name", models.CharField(max_length=254, default=""), preserve_default=False
        ),
        migrations.RunPython(as_they_were_planned, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("shift", "stated_at", models.DateTimeField()),
        migrations.AlterField("shift", "received_at", models.DateTimeField()),
        migrations.CreateModel("ShiftCancelled", of_an_item("shift_ulid"), options={"abstract": False}),
        migrations.CreateModel("ShiftPersonRemoved", of_an_item("person_ulid"), options={"abstract": False}),
    ]
