"""What the tests of every register inherit: pages and API as every role, lists, forms, files, history.

A register's test class says which register it is, how a record of Kenya is made, and what may be sent.
"""

import csv
import io
from itertools import pairwise
from typing import Any, ClassVar
from unittest.mock import Mock, patch

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kernel.imports.importers import Request
from kernel.joints import DataChanged
from kernel.loading.model_import import ModelImport
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Source, read_sheet
from kernel.registers import choosing, services
from kernel.registers.declaration import Register
from kernel.registers.files import FILE, load
from kernel.registers.finding import finder
from kernel.registers.listing import SIZES
from kernel.registers.records import Record
from kernel.registers.shown import in_text
from kernel.registers.tables import is_orderable
from kernel.words import words_of
from kernel.workflow import moves_of
from members.models import User

NSB = ("nsb_officer", "nsb_editor", "nsb_viewer", "other_nsb_editor")
ROLES = ("devt_administrator", "devt_officer", *NSB, "devco", "donor")
PAGES_OF_LIST = ("list", "csv", "xlsx")


class RegisterTests:
    """Inherited by one class a register; `make` gives a record that Kenya is party to."""

    register: ClassVar[Register[Any]]
    adders: ClassVar[frozenset[str]]
    """Roles that may add a record of Kenya, and change it."""
    readers: ClassVar[frozenset[str]] = frozenset(ROLES)
    whole_readers: ClassVar[frozenset[str]]
    seen_in_part: ClassVar[bool] = True
    """Whether readers of another member see what is public of it; else they do not see it at all."""
    seers: ClassVar[frozenset[str]] = frozenset()
    """Who sees that there is a record, where it is neither all readers nor those who see it whole."""
    queries_of_list: ClassVar[int]
    secret: ClassVar[str]
    """A text of `make`'s record that only those read who see it whole."""

    def make(self, **values: Any) -> Record:
        raise NotImplementedError

    def sent(self) -> dict[str, Any]:
        """A form that makes a new record of Kenya."""
        raise NotImplementedError

    def body(self) -> dict[str, Any]:
        """The same for the API."""
        raise NotImplementedError

    @pytest.fixture
    def people(self, request: pytest.FixtureRequest) -> dict[str, User]:
        return {role: request.getfixturevalue(role) for role in ROLES}

    @pytest.fixture
    def record(self, kenya: Any) -> Record:
        return self.make()

    def address(self, page: str, *parts: Any) -> str:
        return reverse(self.register.address(page), args=parts)

    def api(self, *parts: str) -> str:
        return "/".join(("/api/v1", self.register.key, *parts, ""))

    # ---- who

    @pytest.mark.parametrize("door", PAGES_OF_LIST)
    def test_lists_open_to_those_who_may(
        self, client: Client, people: dict[str, User], record: Record, door: str
    ) -> None:
        answers = {}
        for role, person in people.items():
            client.force_login(person)
            answers[role] = client.get(self.address(door)).status_code

        assert {role for role, status in answers.items() if status == 200} == self.readers
        assert set(answers.values()) <= {200, 403}

    def test_the_whole_is_for_those_whom_it_concerns(
        self, client: Client, people: dict[str, User], record: Record
    ) -> None:
        """On its page, in the list, in both files, in the API, and in search."""
        for role, person in people.items():
            client.force_login(person)
            for door, text in self.doors(client, record):
                assert (self.secret in text) == (role in self.whole_readers), f"{role} at {door}"

    def doors(self, client: Client, record: Record) -> list[tuple[str, str]]:
        columns = "&".join(f"columns={name}" for name in self.register.all_columns)
        sheet = client.get(f"{self.address('xlsx')}?{columns}")
        pages = {
            "page": self.address("detail", record.code),
            "csv": f"{self.address('csv')}?{columns}",
            "one of the API": self.api(record.code),
            "list of the API": self.api(),
        }
        found = [(door, client.get(address).content.decode()) for door, address in pages.items()]
        if sheet.status_code == 200:
            found.append(("xlsx", "\n".join(map(str, cells_of(sheet.content)))))
        return found

    def test_adding_is_for_those_who_may(self, client: Client, people: dict[str, User], kenya: Any) -> None:
        if not self.register.words.add:
            return
        added = set()
        for role, person in people.items():
            client.force_login(person)
            before = self.register.model.objects.count()
            answer = client.post(self.address("add"), self.sent())
            assert answer.status_code in {302, 403} or role not in self.adders, (role, problems_in(answer))
            if self.register.model.objects.count() > before:
                added.add(role)
                self.register.model.objects.order_by("-pk")[0].delete()

        assert added == self.adders

    def test_adding_by_the_api_is_for_the_same(
        self, client: Client, people: dict[str, User], kenya: Any
    ) -> None:
        if not self.register.words.add:
            return
        added = set()
        for role, person in people.items():
            client.force_login(person)
            answer = client.post(self.api(), self.body(), content_type="application/json")
            assert answer.status_code in {201, 403} or role not in self.adders, (role, answer.content)
            if answer.status_code == 201:
                added.add(role)
                self.register.model.objects.get(code=answer.json()["code"]).delete()

        assert added == self.adders

    @pytest.mark.parametrize("door", ["edit", "cancel", "copy"])
    def test_pages_of_a_record_open_to_those_who_may_change_it(
        self, client: Client, people: dict[str, User], record: Record, door: str
    ) -> None:
        opened = set()
        for role, person in people.items():
            client.force_login(person)
            answer = client.get(self.address(door, record.code))
            assert answer.status_code in {200, 403, 404}, role
            if answer.status_code == 200:
                opened.add(role)

        if door == "copy":
            assert opened <= self.whole_readers
        else:
            assert opened == self.adders

    def test_moves_that_are_offered_open(
        self, client: Client, people: dict[str, User], record: Record
    ) -> None:
        """A button leads nobody to a refusal."""
        for role, person in people.items():
            client.force_login(person)
            page = client.get(record.get_absolute_url())
            for name, _words in (page.context or {}).get("moves", ()):
                answer = client.get(self.address("move", record.code, name))
                assert answer.status_code == 200, (role, name)

    def test_what_is_not_there_is_not_found(self, client: Client, devt_officer: User) -> None:
        client.force_login(devt_officer)

        assert client.get(self.address("detail", "XX-2013-001")).status_code == 404
        assert client.get(self.api("XX-2013-001")).status_code == 404

    # ---- lists

    def test_each_column_orders_both_ways(self, client: Client, devt_officer: User, kenya: Any) -> None:
        """Equals keep the order of their numbers, so that pages neither repeat nor lose a row."""
        codes = {self.make().code for _number in range(3)}
        client.force_login(devt_officer)
        names = [name for name in self.register.all_columns if is_orderable(self.register.model, name)]
        for name in ("record", *names):
            for sign in ("", "-"):
                answer = client.get(f"{self.address('list')}?sort={sign}{name}")
                assert answer.status_code == 200, name
                shown = [row.record for row in answer.context["table"].paginated_rows]
                assert sorted(record.code for record in shown) == sorted(codes), name
                for before, after in pairwise(shown):
                    same = name != "record" and in_text(before, name) == in_text(after, name)
                    assert before.pk < after.pk or not same, name

    def test_parameters_that_cannot_be_read_are_refused(self, client: Client, devt_officer: User) -> None:
        client.force_login(devt_officer)
        for query in ("sort=nosuch", "columns=nosuch", "rows=7", "page=x", "nosuch=1"):
            assert client.get(f"{self.address('list')}?{query}").status_code == 400, query
        assert client.get(f"{self.api()}?ordering=nosuch").status_code == 400
        assert client.get(f"{self.api()}?nosuch=1").status_code == 400

    def test_columns_can_be_chosen(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        chosen = self.register.all_columns[-1]
        table = client.get(f"{self.address('list')}?columns={chosen}").context["table"]

        assert [column.name for column in table.columns] == ["record", chosen]

    def test_sizes_of_pages(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        for size in SIZES:
            assert client.get(f"{self.address('list')}?rows={size}").context["listing"].size == size

    def test_nothing_found_says_more(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        answer = client.get(f"{self.address('list')}?q=nosuchwordanywhere")

        assert answer.context["page"].paginator.count == 0
        assert [each.count for each in answer.context["listing"].without()] == [1]

    def test_an_empty_register_says_what_to_do(self, client: Client, devt_officer: User) -> None:
        client.force_login(devt_officer)

        assert str(self.register.words.empty) in client.get(self.address("list")).content.decode()

    @pytest.mark.parametrize("count", [1, 3, 50])
    def test_queries_of_the_list_do_not_grow(
        self,
        client: Client,
        devt_officer: User,
        kenya: Any,
        django_assert_num_queries: DjangoAssertNumQueries,
        count: int,
    ) -> None:
        for _number in range(count):
            self.make()
        client.force_login(devt_officer)
        client.get(self.address("list"))
        with django_assert_num_queries(self.queries_of_list):
            client.get(f"{self.address('list')}?rows=50")

    def test_without_public_parts_who_sees_a_record_sees_it_whole(
        self, people: dict[str, User], record: Record
    ) -> None:
        if self.register.public:
            return
        for role, person in people.items():
            visible = self.register.visible_to(person).filter(pk=record.pk).exists()
            assert visible == self.register.records.whole_to(person).filter(pk=record.pk).exists(), role
            assert visible == (role in self.whole_readers), role

    def test_search_finds_by_what_everybody_reads(
        self, people: dict[str, User], record: Record, without_role: User
    ) -> None:
        words = {"code": words_of(record.code), "secret": words_of(self.secret)}
        for role, person in {**people, "without_role": without_role}.items():
            found = {what: [hit.code for hit in finder(self.register)(person, words[what])] for what in words}
            sees_it = role in (self.seers or (self.readers if self.register.public else self.whole_readers))
            assert found["code"] == ([record.code] if sees_it else []), role
            assert role in self.whole_readers or found["secret"] == [], role

    # ---- filters that would tell

    def test_what_is_kept_back_cannot_be_asked_for(
        self, client: Client, other_nsb_editor: User, record: Record
    ) -> None:
        """Neither by a filter nor by an order that is not everybody's."""
        if not self.seen_in_part:
            return
        client.force_login(other_nsb_editor)
        open_orders = {"record", *self.register.public}
        for name in self.register.all_columns:
            if is_orderable(self.register.model, name):
                answer = client.get(f"{self.address('list')}?sort={name}")
                assert (answer.context["page"].paginator.count == 1) == (name in open_orders), name
                answer = client.get(f"{self.api()}?ordering={name}")
                assert (answer.json()["count"] == 1) == (name in open_orders), name

    # ---- forms

    def test_unchanged_stays_so(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        before = values_of(record)
        form = client.get(self.address("edit", record.code)).context
        answer = client.post(self.address("edit", record.code), data_of(form))

        assert answer.status_code == 302, problems_in(answer)
        record.refresh_from_db()
        assert values_of(record) == before | {"version": before["version"] + 1}

    def test_what_the_page_holds_is_enough(self, client: Client, people: dict[str, User], kenya: Any) -> None:
        """What is hidden or filled in comes with the page; a person adds what can be seen."""
        if not self.register.words.add:
            return
        for role in sorted(self.adders):
            client.force_login(people[role])
            page = client.get(self.address("add"))
            visible = {field.html_name for field in page.context["form"].visible_fields()}
            typed = {name: value for name, value in self.sent().items() if name in visible}

            answer = client.post(self.address("add"), data_of(page.context) | typed)

            assert answer.status_code == 302, (role, problems_in(answer))
            self.register.model.objects.all().delete()

    def test_one_of_many_is_chosen_by_its_name(
        self, client: Client, devt_officer: User, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is many here is one more than none; unchanged stays so, and what names nothing is told."""
        client.force_login(devt_officer)
        before = values_of(record)
        monkeypatch.setattr(choosing, "FEW", 0)
        page = client.get(self.address("edit", record.code))
        fields = page.context["form"].visible_fields()
        named = [field for field in fields if isinstance(field.field, choosing.NamedField)]
        lists = {f'<datalist id="{field.field.widget.attrs["list"]}">' for field in named}
        assert named
        assert [each for each in lists if page.content.decode().count(each) != 1] == []

        assert client.post(self.address("edit", record.code), data_of(page.context)).status_code == 302
        record.refresh_from_db()
        assert values_of(record) == before | {"version": before["version"] + 1}
        data = data_of(page.context) | {named[0].html_name: "nothing of this name"}
        refused = client.post(self.address("edit", record.code), data)
        assert "nothing of this name" in str(refused.context["form"].errors[named[0].name])
        assert "nothing of this name" in str(refused.context["form"][named[0].name])

    def test_a_form_that_is_sent_twice_adds_one_record(
        self, client: Client, devt_officer: User, kenya: Any
    ) -> None:
        """With another text it adds another, after saying so: neither text is lost."""
        if not self.register.words.add:
            return
        client.force_login(devt_officer)
        form = self.sent() | {"ticket": client.get(self.address("add")).context["form"]["ticket"].value()}
        first, second = (client.post(self.address("add"), form) for _time in range(2))
        assert second.status_code == 302, problems_in(second)
        assert first.url == second.url
        other = client.post(self.address("add"), form | {"source": "another source"})
        assert self.register.model.objects.count() == 1
        if list(other.context["form"].errors) != ["ticket"]:
            assert other.context["form"].non_field_errors(), "only what is once on record may refuse"
            return

        client.post(self.address("add"), data_of(other.context))

        assert sorted(self.register.model.objects.values_list("source", flat=True)) == ["", "another source"]

    def test_a_form_that_was_sent_and_is_emptied_says_what_is_missing(
        self, client: Client, devt_officer: User, kenya: Any
    ) -> None:
        """By the way back; what is put right again is not added twice."""
        if not self.register.words.add:
            return
        client.force_login(devt_officer)
        ticket = {"ticket": client.get(self.address("add")).context["form"]["ticket"].value()}
        form = self.sent() | ticket
        rows = {name: value for name, value in form.items() if name.startswith("rows-")}
        client.post(self.address("add"), form)
        emptied = client.post(self.address("add"), rows | ticket)
        assert emptied.status_code == 200
        assert "ticket" not in emptied.context["form"].errors

        assert client.post(self.address("add"), form | ticket).status_code == 302

        assert self.register.model.objects.count() == 1

    def test_two_who_change_at_once_both_keep_their_text(
        self, client: Client, devt_officer: User, record: Record
    ) -> None:
        client.force_login(devt_officer)
        data = data_of(client.get(self.address("edit", record.code)).context)
        type(record).objects.filter(pk=record.pk).update(version=record.version + 1, source="their source")

        answer = client.post(self.address("edit", record.code), data | {"source": "my source"})

        assert answer.status_code == 200
        [difference] = [each for each in answer.context["conflict"] if each.theirs == "their source"]
        assert difference.yours == "my source"
        record.refresh_from_db()
        assert record.source == "their source"
        again = client.post(self.address("edit", record.code), data_of(answer.context))
        assert again.status_code == 302
        record.refresh_from_db()
        assert record.source == "my source"

    def test_the_api_refuses_an_old_version(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        body = {"source": "elsewhere", "expected_version": record.version}
        first = client.patch(self.api(record.code), body, content_type="application/json")
        second = client.patch(self.api(record.code), body, content_type="application/json")

        assert (first.status_code, second.status_code) == (200, 409), first.content
        assert client.patch(self.api(record.code), {}, content_type="application/json").status_code == 400

    def test_cancelling_asks_why_and_can_be_taken_back(
        self, client: Client, devt_officer: User, record: Record
    ) -> None:
        client.force_login(devt_officer)
        assert client.post(self.address("cancel", record.code), {"reason": ""}).status_code == 200
        client.post(self.address("cancel", record.code), {"reason": "entered twice"})
        record.refresh_from_db()
        assert record.cancelled_because == "entered twice"
        assert client.get(self.address("list")).context["page"].paginator.count == 0
        assert client.get(f"{self.address('list')}?cancelled=yes").context["page"].paginator.count == 1
        assert client.get(self.address("edit", record.code)).status_code == 302

        client.post(self.address("restore", record.code))

        record.refresh_from_db()
        assert record.cancelled_at is None

    def test_the_api_cancels_and_takes_back(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        sent = {"reason": "entered twice"}
        cancelled = client.post(self.api(record.code, "cancel"), sent, content_type="application/json")
        assert cancelled.json()["cancelled_because"] == "entered twice"
        assert client.get(self.api()).json()["count"] == 0
        assert client.get(self.api(record.code)).json()["cancelled_because"] == "entered twice"

        restored = client.post(self.api(record.code, "restore"), {}, content_type="application/json")

        assert (restored.status_code, restored.json()["cancelled_at"]) == (200, None)

    def test_taking_back_twice_changes_nothing(self, devt_officer: User, record: Record) -> None:
        services.cancel_record(self.register, record, by=devt_officer, reason="gone", now=timezone.now())
        for _time in range(2):
            services.restore_record(self.register, record, by=devt_officer)

        record.refresh_from_db()
        assert record.version == 3

    def test_a_change_makes_the_figures_of_its_year_stale(
        self, devt_officer: User, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[DataChanged] = []
        monkeypatch.setattr(services, "DATA_CHANGED", Mock(call=told.append))
        services.cancel_record(self.register, record, by=devt_officer, reason="gone", now=timezone.now())
        with patch.object(type(record), "year", None):
            services.restore_record(self.register, record, by=devt_officer)

        own = None if None in record.years else [record.year]
        assert [change.years for change in told] == [own, None]

    def test_codes_are_made_and_not_sent(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        body = {"code": f"{record.code}-9", "expected_version": record.version}
        answer = client.patch(self.api(record.code), body, content_type="application/json")

        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["code"]
        with pytest.raises(ValidationError, match=self.register.model.code_prefix):
            self.make(code="XX-2013-001").full_clean(exclude={"state"})

    def test_copying_writes_nothing_before_it_is_saved(
        self, client: Client, devt_officer: User, record: Record
    ) -> None:
        client.force_login(devt_officer)
        answer = client.get(self.address("copy", record.code))

        assert answer.context["form"].instance.pk is None
        assert type(record).objects.count() == 1

    def test_several_change_together_or_not_at_all(
        self, client: Client, devt_officer: User, kenya: Any
    ) -> None:
        if "officer" not in self.register.bulk:
            return
        records = [self.make(), self.make()]
        client.force_login(devt_officer)
        chosen = {"chosen": [record.pk for record in records], "asked": "q=a+b&page=2"}
        as_it_was = f'href="{self.address("list")}?q=a+b&amp;page=2"'
        assert as_it_was in client.post(self.address("bulk"), chosen).text
        act = chosen | {"save": "yes", "set_officer": "on", "officer": devt_officer.pk}

        services.cancel_record(self.register, records[1], by=devt_officer, reason="gone", now=timezone.now())
        assert client.post(self.address("bulk"), act).status_code == 200
        assert not type(records[0]).objects.filter(officer=devt_officer).exists()
        services.restore_record(self.register, records[1], by=devt_officer)
        changed = client.post(self.address("bulk"), act)
        assert changed["Location"] == f"{self.address('list')}?q=a+b&page=2"
        assert type(records[0]).objects.filter(officer=devt_officer).count() == 2

    def test_several_are_moved_together_or_not_at_all(
        self, client: Client, devt_officer: User, kenya: Any
    ) -> None:
        if not self.register.moves:
            return
        records = [self.make(), self.make()]
        possible = moves_of(records[0], devt_officer)
        words = self.register.moves
        move = next(name for name in words if name in possible and not words[name].is_alone)
        client.force_login(devt_officer)
        act = {"chosen": [record.pk for record in records], "save": "yes", "move": move, "reason": "Decided."}

        services.cancel_record(self.register, records[1], by=devt_officer, reason="gone", now=timezone.now())
        assert client.post(self.address("bulk"), act).status_code == 200
        assert not any(record.transitions.exists() for record in records)
        services.restore_record(self.register, records[1], by=devt_officer)
        answer = client.post(self.address("bulk"), act)

        assert answer.status_code == 302, problems_in(answer)
        assert [record.transitions.get().reason for record in records] == ["Decided."] * 2

    def test_several_are_offered_what_this_person_may_set(
        self, client: Client, people: dict[str, User], record: Record
    ) -> None:
        if not self.register.bulk:
            return
        for role, person in people.items():
            client.force_login(person)
            answer = client.post(self.address("bulk"), {"chosen": [record.pk]})
            assert (answer.status_code == 200) == (role in self.adders), role
            if role in self.adders:
                kept_back = {name for name, of in self.register.choices(person).items() if of is None}
                assert not kept_back & set(answer.context["form"].fields), role

    def test_each_change_is_in_the_history(self, client: Client, devt_officer: User, record: Record) -> None:
        client.force_login(devt_officer)
        client.patch(
            self.api(record.code),
            {"source": "a better source", "expected_version": record.version},
            content_type="application/json",
        )
        page = client.get(self.address("detail", record.code))

        changes = page.context["history"]
        assert changes[0].who == devt_officer.name
        assert "Source" in {change.name for change in changes[0].fields}

    # ---- files

    def test_files_hold_all_rows_of_the_filter(self, client: Client, devt_officer: User, kenya: Any) -> None:
        codes = {self.make().code for _number in range(3)}
        client.force_login(devt_officer)
        lines = list(csv.reader(io.StringIO(client.get(self.address("csv")).content.decode("utf-8-sig"))))
        sheet = cells_of(client.get(self.address("xlsx")).content)

        assert {line[0] for line in lines[1:]} == codes
        assert {row[0] for row in sheet[1:]} == codes
        assert lines[0] == list(sheet[0])

    @pytest.mark.parametrize("door", ["csv", "xlsx"])
    def test_an_export_can_be_imported_again(
        self, client: Client, devt_officer: User, kenya: Any, door: str
    ) -> None:
        """Unchanged it changes nothing; with one cell changed, that cell."""
        if self.register.permissions.imports is None:
            return
        records = [self.make(), self.make()]
        client.force_login(devt_officer)
        columns = "&".join(f"columns={name}" for name in self.register.all_columns)
        content = client.get(f"{self.address(door)}?{columns}").content
        head = read_sheet(Source(f"all.{door}", content)).headings
        assert len(head) == len(set(head))

        summary = self.imported(content, devt_officer)
        assert summary.writes == 0, summary.details
        text = client.get(self.address("csv")).content.decode()
        summary = self.imported(self.with_source(text, "A better source").encode(), devt_officer)

        assert [change.field for change in summary.changes] == ["source"] * 2
        assert set(type(records[0]).objects.values_list("source", "version")) == {("A better source", 2)}

    def test_an_import_keeps_what_somebody_wrote_meanwhile(
        self, client: Client, devt_officer: User, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between reading the rows and writing them."""
        if self.register.permissions.imports is None:
            return
        client.force_login(devt_officer)
        text = client.get(self.address("csv")).content.decode()
        changing = self.register.model.objects.filter(pk=record.pk)
        held = ModelImport._hold

        def changed_before(importing: Any, wanted: Any) -> None:
            changing.update(source="theirs", version=record.version + 1)
            held(importing, wanted)

        monkeypatch.setattr(ModelImport, "_hold", changed_before)
        with pytest.raises(LoadingError, match="while the file was read"):
            self.imported(self.with_source(text, "ours").encode(), devt_officer)

        assert changing.get().source != "ours"

    def imported(self, content: bytes, by: User) -> Any:
        request = Request({FILE: Source("file", content)}, by=by)
        return load(self.register, request, dry_run=False)

    def with_source(self, text: str, source: str) -> str:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        place = [head.lower() for head in rows[0]].index("source")
        for row in rows[1:]:
            row[place] = source
        file = io.StringIO()
        csv.writer(file).writerows(rows)
        return file.getvalue()

    def test_rows_without_a_code_are_new(self, client: Client, devt_officer: User, kenya: Any) -> None:
        if self.register.permissions.imports is None:
            return
        self.make()
        client.force_login(devt_officer)
        rows = list(csv.reader(io.StringIO(client.get(self.address("csv")).content.decode("utf-8-sig"))))
        rows[1][0] = ""
        file = io.StringIO()
        csv.writer(file).writerows(rows)

        summary = self.imported(file.getvalue().encode(), devt_officer)

        assert summary.counts[0].added == 1
        assert self.register.model.objects.count() == 2

    def test_a_row_that_cannot_be_is_refused_and_nothing_changes(
        self, client: Client, devt_officer: User, record: Record
    ) -> None:
        """Each at its cell, all at once."""
        if self.register.permissions.imports is None:
            return
        client.force_login(devt_officer)
        rows = list(csv.reader(io.StringIO(client.get(self.address("csv")).content.decode("utf-8-sig"))))
        rows[0].append("No such heading")
        rows[1].append("x")
        file = io.StringIO()
        csv.writer(file).writerows(rows)

        with pytest.raises(LoadingError, match="No such heading"):
            self.imported(file.getvalue().encode(), devt_officer)

        assert type(record).objects.get().version == 1

    # ---- codes

    def test_codes_count_on_and_stay(self, kenya: Any) -> None:
        first, second = self.make(code=""), self.make(code="")

        assert first.code.startswith(f"{self.register.model.code_prefix}-")
        assert int(second.code[-3:]) == int(first.code[-3:]) + 1


def cells_of(content: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


def values_of(record: Record) -> dict[str, Any]:
    columns = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    many = {
        field.name: sorted(getattr(record, field.name).values_list("pk", flat=True))
        for field in record._meta.many_to_many
    }
    return columns | many


def data_of(context: Any) -> dict[str, Any]:
    """What a browser would send of the form that a page shows."""
    forms = [context["form"]]
    for formset in context["rows"]:
        forms += [formset.management_form, *formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False or value == []:
                continue
            data[field.html_name] = value if isinstance(value, (list, str, int)) else str(value)
    return {
        name: [getattr(each, "pk", each) for each in value] if isinstance(value, list) else value
        for name, value in data.items()
    }


def problems_in(answer: Any) -> Any:
    context = getattr(answer, "context", None)
    return context["form"].errors if context and "form" in context else answer.status_code
