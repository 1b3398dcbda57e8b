from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from the rows that were filled before: PostgreSQL does not change a table with work on it pending.

    dependencies = [
        ('operations', '0011_complaints_have_due_process'),
    ]

    operations = [
        migrations.AlterField(
            model_name='complaint',
            name='due_at',
            field=models.DateTimeField(help_text='by when an answer was promised'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['due_at'], name='complaint_waiting'),
        ),
    ]
