"""Mark the versions that were withdrawn before the portal kept it with them."""

from typing import Any

from django.db import migrations


def mark_withdrawn(apps: Any, _schema_editor: Any) -> None:
    """Each withdrawal took back the version that was signed last before it."""
    transitions = apps.get_model("reporting", "Transition").objects
    versions = apps.get_model("reporting", "Version").objects
    reports = apps.get_model("reporting", "Report").objects
    for move in transitions.filter(source="submitted", target="draft").order_by("at", "pk"):
        signed = versions.filter(report=move.report_id, submitted_at__lte=move.at, withdrawn_at=None)
        if version := signed.order_by("-number").first():
            version.withdrawn_at, version.withdrawn_by_id = move.at, move.by_id
            version.save(update_fields=["withdrawn_at", "withdrawn_by"])
    reports.filter(state="draft", is_nil=True).update(is_nil=False)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_closed_rounds")]
    operations = [migrations.RunPython(mark_withdrawn, migrations.RunPython.noop)]
