"""The whole record of each sample page, as a file whose changes are read in review; `make golden` rewrites it."""

from pathlib import Path

import pytest

from sayso.export.json_record import indent_record
from sayso.pipeline import Reader

HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parents[1] / "samples").iterdir())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_record_of_a_sample_is_the_golden_one(sample: Path, reader: Reader, request: pytest.FixtureRequest) -> None:
    golden = HERE / f"{sample.name}.json"
    found = indent_record(reader.read(sample)) + b"\n"
    if request.config.getoption("--rewrite-golden"):
        golden.write_bytes(found)
    assert found == golden.read_bytes(), f"{golden.name} differs; read the difference, then make golden"
