"""What the markup of a page says about it: title, outlet, byline, date of publication, each from the fields that are trusted, in order."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.clean.dates import iso_day
from sayso.model import Stated
from sayso.model.page import RawPage
from sayso.tables.page_dates import DateForms

_AUTHORS = (
    "json-ld:author",
    "meta:author",
    "meta:article:author",
    "meta:byl",
    "meta:parsely-author",
    "meta:dc.creator",
    "meta:sailthru.author",
)
_DATES = (
    "json-ld:datePublished",
    "meta:article:published_time",
    "meta:og:article:published_time",
    "meta:datepublished",
    "meta:parsely-pub-date",
    "meta:sailthru.date",
    "meta:pubdate",
    "meta:publishdate",
    "meta:publish-date",
    "meta:publication_date",
    "meta:dc.date.issued",
    "meta:dcterms.created",
    "meta:dc.date",
    "meta:dcterms.date",
    "meta:date",
)
_OUTLETS = ("meta:og:site_name", "json-ld:publisher", "meta:application-name")
_HEADLINES = ("h1", "json-ld:headline", "meta:og:title", "title")
_TITLES = ("json-ld:headline", "meta:og:title", "h1", "title")


def marked_headlines(page: RawPage) -> tuple[str, ...]:
    """Every wording of the headline in the markup, the likeliest to stand on the page first."""
    return tuple(stated.value for stated in _statements(page, _HEADLINES))


def marked_title(page: RawPage) -> Stated | None:
    """The title, for a page whose own words show none."""
    return next(_statements(page, _TITLES), None)


def marked_outlet(page: RawPage) -> Stated | None:
    """The outlet."""
    return next(_statements(page, _OUTLETS), None)


def marked_url(page: RawPage) -> str | None:
    """The address that the page gives as its own."""
    return next((stated.value for stated in _statements(page, ("meta:og:url",))), None)


def marked_author(page: RawPage) -> Stated | None:
    """The author without a leading "By"; some sites give the address of a profile, which is no name."""
    for stated in _statements(page, _AUTHORS):
        if "://" not in stated.value:
            return replace(stated, value=stated.value.removeprefix("By ").removeprefix("by "))
    return None


def marked_day(page: RawPage, forms: DateForms) -> Stated | None:
    """The day of publication, as an ISO date."""
    for stated in _statements(page, _DATES):
        day = iso_day(stated.value, forms)
        if day:
            return replace(stated, value=day)
    return None


def _statements(page: RawPage, names: tuple[str, ...]) -> Iterator[Stated]:
    """What the named metadata fields hold, in the order of ``names``."""
    for name in names:
        for field in page.fields:
            if field.name == name:
                yield Stated(value=field.value, read_from=name)
