"""Say what became of e-mails that waited when this database was restored from a copy."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel import restored
from kernel.models import Email


class Command(BaseCommand):
    help = (
        "E-mails that waited when the database was copied are held once it is restored: the portal that the "
        "copy was taken from may have sent them. Without an option, tell how many there are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--send", action="store_true", help="send them with the next sweep")
        what.add_argument("--discard", action="store_true", help="give them up")
        what.add_argument(
            "--hold", action="store_true", help="hold all that waits: after a snapshot came back"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        restored.hold_what_was_restored(now)
        if options["send"]:
            count = restored.release()
            words = ngettext("%d e-mail will be sent.", "%d e-mails will be sent.", count)
        elif options["discard"]:
            count = restored.discard()
            words = ngettext("%d e-mail was discarded.", "%d e-mails were discarded.", count)
        else:
            if options["hold"]:
                restored.hold(now)
            count = Email.objects.held().count()
            words = ngettext("%d e-mail is held.", "%d e-mails are held.", count)
        self.stdout.write(words % count)
        if count and not (options["send"] or options["discard"]):
            self.stdout.write(_("Send them with --send, or give them up with --discard."))
