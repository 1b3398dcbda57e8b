"""A decision remembers for which place its decider decides; old ones are ended by who decides everywhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_point_kinds")]
    operations = [
        migrations.AddField(
            model_name="publicationpolicy",
            name="decided_for",
            field=models.CharField(blank=True, default="", max_length=24),
            preserve_default=False,
        ),
    ]
