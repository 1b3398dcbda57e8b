"""The outlines stand in their own table now. Apart from the move: PostgreSQL changes no table with rows just linked to."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_boundaries_apart")]
    operations = [migrations.RemoveField(model_name="territory", name="boundary")]
