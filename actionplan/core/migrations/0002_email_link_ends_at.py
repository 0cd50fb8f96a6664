import datetime as dt

from django.db import migrations, models
from django.db.models import F

LONGEST_LINK = dt.timedelta(days=14)
MOST_ATTEMPTS = 8


def end_old_links(apps, schema_editor):
    """Links of before end with the longest term that any had; what was given up is erased at once."""
    emails = apps.get_model("core", "Email").objects.filter(keeps_text=False)
    emails.update(link_ends_at=F("created_at") + LONGEST_LINK)
    emails.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS).update(text="", html="")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='email',
            name='link_ends_at',
            field=models.DateTimeField(blank=True, help_text='From then on the e-mail is not sent any more, and its text is erased.', null=True, verbose_name='link ends'),
        ),
        migrations.RunPython(end_old_links, migrations.RunPython.noop),
    ]
