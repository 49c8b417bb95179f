"""CSV files whose cells a spreadsheet never runs as formulas."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# Also the full-width forms of = + - @, which some spreadsheets read as these.
FORMULA = re.compile(r"[\t\r\n]|\s*[-=+@＝＋－＠]")


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    # The byte order mark makes spreadsheets read the file as UTF-8.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, quoting=csv.QUOTE_ALL)  # some spreadsheets separate cells at semicolons too
    writer.writerow(header)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return response


def csv_cell(cell: Any) -> str:
    # https://owasp.org/www-community/attacks/CSV_Injection
    text = "" if cell is None else str(cell)
    return f"'{text}" if FORMULA.match(text) else text
