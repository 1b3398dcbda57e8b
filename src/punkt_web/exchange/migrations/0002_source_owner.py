"""A source belongs to those who import it: two places can give their lists one name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField("source", "owner", models.CharField(blank=True, default="", max_length=24), preserve_default=False),
        migrations.AlterField("source", "name", models.CharField(max_length=80)),
        migrations.AddConstraint(
            "source", models.UniqueConstraint(fields=("name", "owner"), name="source_once")
        ),
    ]
