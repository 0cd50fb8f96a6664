"""The register of accounts, as every register is tested; what is told, all read."""

import uuid
from typing import Any

import pytest
from django.test import Client

from activities.accounts.models import Account
from activities.accounts.register import ACCOUNTS
from kernel.loading.problems import LoadingError
from members.models import User
from tests.activities.of_members import DEVT, OfMembers
from tests.factories.registers import AccountFactory
from tests.registers.kit import ROLES


class TestAccounts(OfMembers):
    __test__ = True
    register = ACCOUNTS
    factory = AccountFactory
    names_member = False
    adders = DEVT
    whole_readers = frozenset(ROLES)
    seen_in_part = False
    kept_back = "title"
    said = {"title": "Most of it was done", "year_told": 2014, "done": "Two workshops."}
    queries_of_list = 8
    years = iter(range(2000, 2100))

    def make(self, **values: Any) -> Any:
        """An activity has one account of a year, but codes count on within one."""
        year = 2013 if "code" in values else next(self.years)
        return super().make(**{"year_told": year} | values)

    def test_a_form_that_is_sent_twice_adds_one_record(
        self, client: Client, devt_officer: User, kenya: Any
    ) -> None:
        """With another text, too: it is told which account there is."""
        client.force_login(devt_officer)
        form = self.sent() | {"ticket": client.get(self.address("add")).context["form"]["ticket"].value()}
        first, second = (client.post(self.address("add"), form) for _time in range(2))
        assert first.url == second.url

        other = client.post(self.address("add"), form | {"source": "another", "ticket": uuid.uuid4()})

        [account] = Account.objects.all()
        assert f"{account.code} is the account of this activity and year." in other.text

    def test_rows_without_a_code_are_new(self, client: Client, devt_officer: User, kenya: Any) -> None:
        """Of a year without one; of any other the row is refused, with the code that it needs."""
        account = self.make()
        client.force_login(devt_officer)
        text = client.get(self.address("csv")).content.decode("utf-8-sig").replace(account.code, "")

        with pytest.raises(LoadingError, match=f"{account.code} is the account of this activity and year"):
            self.imported(text.encode(), devt_officer)
        summary = self.imported(text.replace(str(account.year_told), "2099").encode(), devt_officer)

        assert summary.counts[0].added == 1
        assert Account.objects.count() == 2
