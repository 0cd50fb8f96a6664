"""What migrations are made of besides Django's own operations."""

import pgtrigger.migrations
from django.db.migrations.state import ProjectState


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """A trigger is added to its table, and no model built anew for it.

    The operation that `makemigrations` writes builds the model and all models about it again, as if a field
    had changed: with a few hundred triggers that is most of the time in which an empty database is migrated.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
