"""Bodies in another encoding, and addresses that cannot be read: refused in words, never an error."""

import pytest
from django.test import Client
from django.urls import reverse

from members.models import User

pytestmark = pytest.mark.django_db
ENCODINGS = [
    *("rot13", "undefined", "idna", "base64", "hex", "zlib", "utf-16", "utf-7", "raw_unicode_escape"),
    *("latin1", "nosuch", "cp1252"),
]
BROKEN = ["http://[::1", "//[", "http://a]b", "//[::1]]", "http:///[", "\\\\[x"]
UNSUPPORTED = 415


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=XxX", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("checked", [False, True])
def test_a_body_in_another_encoding_is_refused(encoding: str, kind: str, *, checked: bool) -> None:
    client = Client(enforce_csrf_checks=checked, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    body = b'--XxX\r\nContent-Disposition: form-data; name="login"\r\n\r\nx\r\n--XxX--\r\n'

    page = client.generic(
        "POST",
        reverse("account_login"),
        body,
        content_type=f"{kind}; charset={encoding}",
        headers={"X-CSRFToken": "a" * 32},
    )
    answer = client.generic(
        "POST", reverse("api_sign_in"), b"{}", content_type=f"application/json; charset={encoding}"
    )

    assert (page.status_code, "UTF-8" in page.text) == (UNSUPPORTED, True)
    assert (answer.status_code, answer["Content-Type"]) == (UNSUPPORTED, "application/problem+json")


@pytest.mark.parametrize("said", ["utf-8", "UTF-8", '"utf-8"'])
def test_the_encoding_of_browsers_is_taken_as_they_write_it(said: str) -> None:
    page = Client().generic(
        "POST",
        reverse("account_login"),
        b"login=a",
        content_type=f"application/x-www-form-urlencoded; charset={said}",
    )

    assert page.status_code == 200


@pytest.mark.parametrize("address", BROKEN)
def test_an_address_that_cannot_be_read_is_not_gone_to(address: str, nsb_viewer: User) -> None:
    client = Client(raise_request_exception=False)
    stranger = client.get(reverse("account_login"), {"next": address})
    client.force_login(nsb_viewer)
    signed_out = client.post(reverse("account_logout"), {"next": address})

    assert stranger.status_code == 200
    assert signed_out.status_code == 302
    assert "[" not in signed_out["Location"]
