"""No room on the disk at any moment of telling and of forgetting: nothing acknowledged is lost, a later try ends it.

The room is taken with a limit on the size of files (RLIMIT_FSIZE), which needs no rights, in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITS_KB = (4, 8, 40, 80, 120, 160, 200, 240, 320, 400, 600)
"""From less than one page up to more than any file needs, so that each step in turn is the first that fails."""

RUN = """
import json, resource, sys
from datetime import datetime, timezone
from pathlib import Path

from memory.embeddings import load_embedder
from memory.opening import open_memory
from memory.reading.adapter import open_reader

home, limits = Path(sys.argv[1]), json.loads(sys.argv[2])
embedder, reader = load_embedder(), open_reader()
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)

def open_again():
    return open_memory(home, embedder=embedder, reader=reader, index_shards=1)

def attempt(limit_kb, act):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_kb * 1024, most))
    try:
        act()
        return "done"
    except Exception as error:
        return type(error).__name__
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

def tell(text, message_id):
    service.observe("ana", text, message_id=message_id, sent_at=datetime.now(timezone.utc), channel="web")

def files_with(word):
    return [path.name for path in home.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]

service, rounds = open_again(), []
service.change_profile("ana", {"remembering": "on"})
tell("I live in Lund", "lund")
for n, limit in enumerate(limits):
    word = "Fenwik" + "abcdefghijklmnop"[n] * 3
    text = f"i found a map of {word} in the attic"
    told = attempt(limit, lambda: tell(text, f"m{n}"))
    kept = [memory.id for memory in service.memories("ana") if word in memory.quote]
    if not kept:
        tell(text, f"m{n}")  # delivered once more, now that there is room
        kept = [memory.id for memory in service.memories("ana") if word in memory.quote]
    forgot = attempt(limit, lambda: service.forget("ana", kept))
    service.close()
    service = open_again()
    there = [memory.id for memory in service.memories("ana") if word in memory.quote]
    rounds.append({"limit": limit, "told": told, "kept": len(kept), "forgot": forgot, "there": len(there),
                   "files": files_with(word) if not there else [], "pending": len(service._ledger.pending_erasures()),
                   "others": [memory.quote for memory in service.memories("ana")].count("I live in Lund")})
    if there:
        service.forget("ana", there)
print(json.dumps(rounds))
"""


def test_a_full_disk_loses_nothing_and_what_is_forgotten_is_gone_once_there_is_room(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN, str(tmp_path / "home"), json.dumps(LIMITS_KB)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr[-2000:]
    rounds = json.loads(ran.stdout.splitlines()[-1])
    for one in rounds:
        assert one["kept"] == 1, one
        assert one["others"] == 1, one
        assert one["pending"] == 0, one
        assert one["files"] == [], one
        # Nothing was written down of what was to be forgotten: then nothing of it is forgotten, and that was said.
        assert one["there"] == 0 or (one["there"] == 1 and one["forgot"] == "DiskFull"), one
    assert {one["told"] for one in rounds} == {"DiskFull", "done"}, "no other reason is ever given"
    forgot = {one["forgot"] for one in rounds}
    assert {"DiskFull", "done"} < forgot <= {"DiskFull", "done", "ErasureIncomplete"}, forgot
