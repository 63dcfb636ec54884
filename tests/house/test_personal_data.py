"""Nobody keeps a datum by accident: every column and every file that may hold a person is registered."""

from pathlib import Path

import yaml

from web.encryption import PrivateJson, PrivateText
from web.models.tables import METADATA

WEB = Path(__file__).parents[2] / "web"
CLASSES = {"none", "pseudonym", "personal", "special"}
# How "What we hold about you" tells (web/personal_data.yml), and the words of that page that do so.
TOLD = {"shown", "kind", "codes", "copy", "asked", "staff", "apart"}
TELLING = ("said", "services", "place", "given", "noted", "codes", "copies", "work")


def register(name: str) -> dict:
    return yaml.safe_load((WEB / name).read_text(encoding="utf-8"))


def test_every_column_is_registered_and_no_other():
    columns = {table.name: {column.name for column in table.columns} for table in METADATA.tables.values()}
    assert {table: set(entries) for table, entries in register("personal_data.yml").items()} == columns


def test_every_column_has_a_class_a_keep_until_and_says_whether_it_is_sealed():
    registered = register("personal_data.yml")
    for table in METADATA.tables.values():
        for column in table.columns:
            entry = registered[table.name][column.name]
            assert entry["class"] in CLASSES
            assert entry["keep"] in {"words", "contact", "audit", "account", "replaced", "ever"}
            sealed = isinstance(column.type, PrivateText | PrivateJson)
            assert entry.get("sealed", False) is sealed, f"{table.name}.{column.name}"


def test_every_datum_about_a_person_says_how_they_are_told_of_it():
    untold = [
        f"{table}.{column}"
        for table, entries in register("personal_data.yml").items()
        for column, entry in entries.items()
        if (entry["class"] in {"personal", "special"}) is not (entry.get("told") in TOLD)
    ]
    assert untold == []


def test_what_we_hold_says_each_of_these():
    page = (WEB / "templates" / "resident" / "what_we_hold.html").read_text(encoding="utf-8")
    said = yaml.safe_load((WEB / "words" / "my_data.yml").read_text(encoding="utf-8"))
    for name in TELLING:
        assert said[name], name
        assert f"say.{name} " in page or f"say.{name}[" in page, name


def test_every_file_entry_says_what_class_keep_and_sealed():
    for name, entry in register("personal_data_files.yml").items():
        assert set(entry) == {"what", "class", "keep", "sealed"}, name
        assert entry["class"] in CLASSES
