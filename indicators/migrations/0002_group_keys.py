"""Groups of results and targets are named by keys: `africa` and `low-income` for “Africa” and “Low income”."""

from django.db import migrations, models
from django.utils.text import slugify

GROUP = {
    "blank": True,
    "help_text": "Its key, such as africa or low-income.",
    "max_length": 100,
    "verbose_name": "group",
}


def name_by_key(apps, schema_editor):
    """Targets of which the key is taken already keep their words, as those of no group do."""
    regions = dict(apps.get_model("members", "Region").objects.order_by("pk").values_list("name", "slug"))
    keys = {"un_region": regions, "income_group": None}
    for name in ("Result", "Target"):
        model = apps.get_model("indicators", name)
        for split, known in keys.items():
            groups = model.objects.filter(split=split).order_by("group").values_list("group", flat=True)
            for group in set(groups):
                rename(model, split, group, known.get(group, group) if known else slugify(group))


def rename(model, split, group, key):
    if key == group:
        return
    owner = "indicator" if model.__name__ == "Target" else "version"
    taken = set(model.objects.filter(split=split, group=key).values_list(owner, "year"))
    for row in model.objects.filter(split=split, group=group).order_by("pk"):
        if (getattr(row, f"{owner}_id"), row.year) not in taken:
            model.objects.filter(pk=row.pk).update(group=key)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(model_name="target", name="group", field=models.CharField(**GROUP)),
        migrations.AlterField(model_name="targetevent", name="group", field=models.CharField(**GROUP)),
        migrations.RunPython(name_by_key, migrations.RunPython.noop),
    ]
