"""Processes that pull from one lead source at once, on every database, and over HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from studio.crm.source import all_leads
from studio.crm.store import Crm

PULL = """
import sys
from studio.crm.store import Crm, CrmUnavailable

url, name = sys.argv[1:]
with Crm(url) as crm:
    print("ready", flush=True)
    input()
    for number in range(1, 1_000):
        batch = f"{name}-{number}"
        while True:
            try:
                rows = crm.check_out(batch, count=7, wanted=7).rows
                keys = [row["LeadId"] for row in rows]
                crm.loaded(batch, [{"LeadId": key} for key in keys[1:]])
                crm.check_in(batch, [{"LeadId": key, "ResultCode": "Record Expired"} for key in keys[:1]])
                break
            except CrmUnavailable:
                pass  # the same again: every operation may be repeated
        if not rows:
            break
        print(*keys, flush=True)
"""


@pytest.mark.slow
def test_no_lead_is_given_out_twice(shared_url: str, tmp_path: Path) -> None:
    with Crm(shared_url) as crm:
        crm.add([{"LeadId": f"L{n}"} for n in range(600)])
        pulls = [
            subprocess.Popen(
                [sys.executable, "-c", PULL, shared_url, f"p{n}"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for n in range(4)
        ]  # fmt: skip
        for each in pulls:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in pulls:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        told = [each.communicate(timeout=120)[0] for each in pulls]
        assert [each.returncode for each in pulls] == [0] * 4
        got = Counter(" ".join(told).split())
        assert got == Counter(f"L{n}" for n in range(600))
        # More than one of them had something to do.
        assert sum(bool(each.strip()) for each in told) > 1
        states = Counter(each.state.value for each in all_leads(crm))
        pages = sum(len(each.splitlines()) for each in told)
        assert states == {"in the dialer": 600 - pages, "checked in": pages}
