"""A record is written as one line of JSON, read back the same, and refused when it does not hold together."""

import json
from dataclasses import replace

import jsonschema
import pytest

from sayso.clean.plain import plain_article
from sayso.errors import InputRefused
from sayso.export.json_record import decode_record, encode_record, record_schema
from sayso.model import (
    Attribution,
    CueClass,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Place,
    Quotedness,
    Record,
    Role,
    Span,
    Status,
)

TEXT = "Mayor Ilva Brann said \U0001f6a2 traffic would stop.\n\nThe port stayed silent."


def sound() -> Record:
    return Record(
        article=plain_article(TEXT, published="2031-05-14"),
        entities=(Entity(id="e1", name="Ilva Brann", kind=EntityKind.PERSON, roles=(Role(text="Mayor", span=Span(0, 5)),)),),
        mentions=(Mention(id="m1", span=Span(6, 16), text="Ilva Brann", form=MentionForm.NAME, head=Span(11, 16), entity="e1"),),
        attributions=(
            Attribution(
                id="a1",
                source=(Span(0, 16),),
                cue=(Span(17, 21),),
                content=(Span(22, 42),),
                kind=Quotedness.INDIRECT,
                status=Status.PERSON,
                cue_class=CueClass.SPEECH,
                rule="test",
                speaker="e1",
            ),
        ),
    )


def test_a_record_comes_back_the_same() -> None:
    line = encode_record(sound())
    assert b"\n" not in line
    assert decode_record(line) == sound()


@pytest.mark.parametrize("number", [-1, 2**63, 2**70])
def test_a_number_that_no_database_holds_is_refused(number: int) -> None:
    place = Place(id="p1", span=Span(0, 2), text=sound().article.text[:2], geonames_id=7)
    line = encode_record(replace(sound(), places=(place,))).decode()
    decode_record(line)
    with pytest.raises(InputRefused, match="GeoNames has no number"):
        decode_record(line.replace('"geonames_id":7', f'"geonames_id":{number}', 1))


def test_the_published_schema_accepts_what_is_written() -> None:
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(encode_record(sound()))
    jsonschema.validate(data, schema)
    assert data["article"]["published"] == {"value": "2031-05-14", "span": None, "from": "given"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"verdict": "true"}, schema)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"schema":"sayso.record/1"', '"schema":"sayso.record/9"', "sayso.record/9"),
        ('"span":[6,16]', '"span":[6,1600]', "1600"),
        ('"span":[6,16]', '"span":[5,16]', "the span holds"),
        ('"speaker":"e1"', '"speaker":"e7"', "points at 'e7'"),
        ('"entity":"e1"', '"entity":"e7"', "points at 'e7'"),
        ('"status":"person"', '"status":"saint"', "saint"),
        ('"cue":[[17,21]]', '"cue":[[21,17]]', "[21, 17)"),
        ('{"schema"', '["schema"', "JSON"),
    ],
)
def test_a_record_that_does_not_hold_together_is_refused(old: str, new: str, says: str) -> None:
    line = encode_record(sound()).decode()
    assert old in line
    with pytest.raises(InputRefused, match=r"S-BAD-(RECORD|JSON)") as caught:
        decode_record(line.replace(old, new, 1))
    assert says in str(caught.value)
