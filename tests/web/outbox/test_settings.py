"""Every way out is shut until it is set, and a wrong setting stops the start with a sentence."""

from pathlib import Path

import pytest

from tests.web.messages.notify_service import Notify
from tests.web.outbox.conftest import KEY, OLD_KEY
from web.cli import main
from web.exceptions import SettingsError
from web.outbox.settings import new_webhook_key, parse_webhook_keys
from web.settings import WebSettings

HOME = {"PUBLIC_URL": "https://signpost.example.org"}
NOTIFY = {
    **HOME, "MESSAGES_BY": "notify", "NOTIFY_KEY": Notify().messages.notify_key,
    "NOTIFY_TEXT_TEMPLATE": Notify().messages.text_template,
}  # fmt: skip


def test_all_is_shut_but_the_demonstrations_own_messages() -> None:
    outbox = WebSettings.from_env({}).outbox
    assert (outbox.webhook.url, outbox.file.folder, outbox.messages.by) == ("", None, "local")
    assert WebSettings.from_env({"COUNCIL_NAME": "Northtown"}).outbox.messages.by == "off"


def test_each_is_opened_by_its_own() -> None:
    outbox = WebSettings.from_env(
        {
            **NOTIFY, "WEBHOOK_URL": "https://case.example.org/in", "WEBHOOK_KEYS": f"v2:{KEY},v1:{OLD_KEY}",
            "FILE_DROP_DIR": "/srv/drop", "FILE_DROP_FORMAT": "csv",
        }
    ).outbox  # fmt: skip
    assert list(outbox.webhook.keys) == ["v2", "v1"]
    assert (outbox.file.folder, outbox.file.form) == (Path("/srv/drop"), "csv")
    assert outbox.messages.notify_url == "https://api.notifications.service.gov.uk"
    assert not (outbox.webhook.safeguarding or outbox.file.safeguarding)


@pytest.mark.parametrize(
    ("environ", "names"),
    [
        ({"WEBHOOK_URL": "http://case.example.org/in", "WEBHOOK_KEYS": KEY}, "WEBHOOK_URL"),
        ({"WEBHOOK_URL": "ftp://case.example.org/in", "WEBHOOK_KEYS": KEY}, "WEBHOOK_URL"),
        ({"WEBHOOK_URL": "https://u:p@case.example.org", "WEBHOOK_KEYS": KEY}, "WEBHOOK_URL"),
        ({"WEBHOOK_URL": "https://case.example.org/in"}, "WEBHOOK_KEYS"),
        ({"WEBHOOK_KEYS": "too short"}, "WEBHOOK_KEYS"),
        ({"WEBHOOK_KEYS": f"v1:{KEY},v1:{OLD_KEY}"}, "WEBHOOK_KEYS"),
        ({"WEBHOOK_KEYS": "whsec_c2hvcnQ="}, "WEBHOOK_KEYS"),
        ({"FILE_DROP_DIR": "drop"}, "FILE_DROP_DIR"),
        ({"FILE_DROP_FORMAT": "xml"}, "FILE_DROP_FORMAT"),
        ({"MESSAGES_BY": "pigeon"}, "MESSAGES_BY"),
        ({"MESSAGES_BY": "mail", **HOME}, "MAIL_HOST"),
        ({**NOTIFY, "PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({**NOTIFY, "NOTIFY_KEY": "secret"}, "NOTIFY_KEY"),
        ({**NOTIFY, "NOTIFY_TEXT_TEMPLATE": ""}, "NOTIFY_TEXT_TEMPLATE"),
        ({**NOTIFY, "NOTIFY_URL": "http://notify.example.org"}, "NOTIFY_URL"),
        ({"DELIVERY_TRIES": "1"}, "DELIVERY_TRIES"),
        ({"HELP_CHECK_DAYS": "0"}, "HELP_CHECK_DAYS"),
    ],
)
def test_a_wrong_one_is_named_and_its_value_is_not(environ: dict[str, str], names: str) -> None:
    with pytest.raises(SettingsError, match=names) as wrong:
        WebSettings.from_env(environ)
    assert not [value for value in (KEY, OLD_KEY, "secret") if value in str(wrong.value)]


def test_no_secret_is_in_what_the_settings_look_like() -> None:
    shown = repr(WebSettings.from_env({**NOTIFY, "WEBHOOK_KEYS": KEY}))
    assert "kkkk" not in shown and NOTIFY["NOTIFY_KEY"] not in shown


def test_a_new_key_is_one_that_the_settings_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-webhook-key"]) == 0
    made = capsys.readouterr().out.strip()
    assert list(parse_webhook_keys(made)) == ["v1"]
    assert made != new_webhook_key()
