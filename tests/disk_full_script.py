"""Send requests while the disk is full or read-only; a script of its own, since it drops its own rights.

The argument is "full" or "read-only". Prints one JSON object with the response of each request.
"""

from __future__ import annotations

import json
import re
import resource
import sqlite3
import sys
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from guide.models import Edition, Report, Section

FORM = "/feedback/section/form/"
LONG = "A text that must not be lost. " * 4000
READ = ["/", "/guide/form/", "/routine/", "/search/?q=knee", "/healthz", "/readyz", FORM, "/admin/", "/preview/"]

FILES = [f"/admin/{path}" for path in ("audit-log.csv", "content.zip", "content.zip?working", "guide/report/export/")]


def fields_of(page: str) -> dict[str, str]:
    """Return the form's fields as a browser would send them."""
    found = dict(re.findall(r'<input type="(?:hidden|text|number)" name="([^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL))
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def make_unwritable(how: str) -> list[sqlite3.Connection]:
    """Take away the right to write; return a connection that stays open, like those of a running server."""
    file = Path(connection.settings_dict["NAME"])
    held = sqlite3.connect(file)
    held.execute("SELECT count(*) FROM guide_edition").fetchone()
    connection.close()
    if how == "full":
        # No file may grow: the closest to a full disk without a file system of its own.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
    else:
        for path in (*file.parent.glob(f"{file.name}*"), file.parent):
            path.chmod(0o555 if path.is_dir() else 0o444)
    return [held]


def summary(response, *texts: str) -> dict[str, object]:
    page = response.content.decode()
    return {
        "status": response.status_code,
        "shown": [text in page for text in texts],
        "page": re.sub(r"A text that must not be lost.*", "", page),
    }


def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"host": "localhost"})


def main(how: str) -> dict[str, object]:
    user = User.objects.create_user("ada", password="correct horse", is_staff=True)
    user.groups.add(Group.objects.get(name="Publishers"))
    client = visitor()
    client.force_login(user)
    section = Section.objects.get(slug="benefits")
    Section.objects.filter(slug="form").update(summary="Something to publish.")
    form = f"/admin/guide/section/{section.pk}/change/"
    data = fields_of(client.get(form).content.decode()) | {"body": LONG, "list_below": section.list_below}
    note = {"note": LONG[:480], "only": ["sections/form"]}
    held = make_unwritable(how)
    results = {"read": {path: client.get(path).status_code for path in [*READ, form]}}
    results["exports"] = {path: client.get(path).status_code for path in FILES}
    results["save"] = summary(client.post(form, data), LONG, data["title"])
    results["publish"] = summary(client.post("/admin/guide/edition/publish/", note), note["note"])
    results["feedback"] = summary(visitor().post(FORM, {"verdict": "wrong", "text": LONG[:480]}), LONG[:480])
    login = {"username": "ada", "password": "correct horse"}
    results["login"] = summary(visitor().post("/admin/login/", login))
    results["stored"] = [
        Section.objects.get(slug="benefits").body == LONG,
        Edition.objects.count(),
        Report.objects.count(),
    ]
    held[0].close()
    return results


sys.stdout.write(json.dumps(main(sys.argv[1])))
