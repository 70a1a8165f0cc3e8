"""How long it takes to add records to a ledger, and how much memory: a line for each tenth, so that slowing down shows.

Seconds are those of the clock and, where other programs run as well, those of the writing process; its helpers work beside it.

python -m benchmarks.adding [--records 10000]
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_records import make_records
from sayso.cli.add import in_turns
from sayso.cli.reading import new_reader
from sayso.export.json_record import encode_record
from sayso.ledger.intake import items_of, prepared_items
from sayso.ledger.ledger import Ledger
from sayso.ledger.preparing import helpers_for_this_machine


def main() -> int:
    """Make the records, add them as `sayso add` does, print seconds and megabytes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--records", type=int, default=10_000)
    number = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "records.jsonl"
        with source.open("wb") as sink:
            for record in make_records(number):
                sink.write(encode_record(record) + b"\n")
        began, busy = time.monotonic(), time.process_time()
        with Ledger(Path(folder) / "news.ledger", write=True) as ledger:
            added, step = 0, max(1, number // 10)
            for some in in_turns(prepared_items(items_of([source]), new_reader, helpers=helpers_for_this_machine())):
                ledger.add_packed(item for item in some if isinstance(item, bytes))
                added += len(some)
                if added // step != (added - len(some)) // step:
                    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                    clock, writer = time.monotonic() - began, time.process_time() - busy
                    print(f"{added:8} records {clock:8.1f} s, writer {writer:8.1f} s {memory:8.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
