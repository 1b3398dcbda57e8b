"""Outlines of units move into a table of their own."""

import django.db.models.deletion
from django.db import migrations, models


def move_out(apps, schema_editor):
    territory, boundary = (apps.get_model("registry", name) for name in ("Territory", "TerritoryBoundary"))
    for pk, geometry in territory.objects.exclude(boundary=None).values_list("pk", "boundary").iterator(chunk_size=50):
        boundary.objects.create(territory_id=pk, geometry=geometry)


def move_back(apps, schema_editor):
    territory, boundary = (apps.get_model("registry", name) for name in ("Territory", "TerritoryBoundary"))
    for pk, geometry in boundary.objects.values_list("pk", "geometry").iterator(chunk_size=50):
        territory.objects.filter(pk=pk).update(boundary=geometry)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_who_decided")]
    operations = [
        migrations.CreateModel(
            name="TerritoryBoundary",
            fields=[
                (
                    "territory",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="outline",
                        serialize=False,
                        to="registry.territory",
                    ),
                ),
                ("geometry", models.JSONField()),
            ],
            options={"verbose_name_plural": "territory boundaries"},
        ),
        migrations.RunPython(move_out, move_back),
    ]
