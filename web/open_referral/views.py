"""The directory as open data: Open Referral UK 3, and the lists of version 1. No key, no changes."""

from flask import Blueprint, Response, request, url_for

from directory.exporting.pages import Page, page_v1, page_v3
from directory.publisher import Detail
from web.open_referral.answers import answer, publisher
from web.open_referral.asked import (
    read_part,
    read_search,
    read_service_at_locations,
    read_services,
    read_services_v1,
)
from web.open_referral.description import description
from web.open_referral.reading import Reader

blueprint = Blueprint("open_referral", __name__, url_prefix="/open-referral")

VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"


@blueprint.get("/v3/", strict_slashes=False)
def root() -> Response:
    """What this is, and where its description lies."""
    there = url_for("open_referral.openapi", _external=True)
    return answer(lambda: {"version": VERSION, "profile": PROFILE, "openapi_url": there})


@blueprint.get("/v3/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    return answer(lambda: description(url_for("open_referral.root", _external=True).rstrip("/")))


@blueprint.get("/v3/services", strict_slashes=False)
def services() -> Response:
    """A page of services."""
    return answer(lambda: page_v3(publisher().services(*read_services(request.args))))


@blueprint.get("/v3/services/<path:record_id>")
def service(record_id: str) -> Response:
    """One service with everything."""
    return answer(lambda: publisher().service(record_id))


@blueprint.get("/v3/service_at_locations", strict_slashes=False)
def service_at_locations() -> Response:
    """A page of services at their places."""
    return answer(lambda: page_v3(publisher().service_at_locations(*read_service_at_locations(request.args))))


@blueprint.get("/v3/service_at_locations/<path:record_id>")
def service_at_location(record_id: str) -> Response:
    """One service at one place, with everything."""
    return answer(lambda: publisher().service_at_location(record_id))


@blueprint.get("/v3/organizations", strict_slashes=False)
def organizations() -> Response:
    """A page of those who run services."""
    return answer(lambda: page_v3(_organizations()))


@blueprint.get("/v3/organizations/<path:record_id>")
def organization(record_id: str) -> Response:
    """One of those who run services."""
    return answer(
        lambda: publisher().organization(record_id, full_service=Reader(request.args).truth("full_service"))
    )


@blueprint.get("/v3/taxonomies", strict_slashes=False)
def taxonomies() -> Response:
    """A page of lists of terms."""
    return answer(lambda: page_v3(publisher().taxonomies(read_search(request.args), read_part(request.args))))


@blueprint.get("/v3/taxonomies/<path:record_id>")
def taxonomy(record_id: str) -> Response:
    """One list with its terms."""
    return answer(lambda: publisher().taxonomy(record_id))


@blueprint.get("/v3/taxonomy_terms", strict_slashes=False)
def taxonomy_terms() -> Response:
    """A page of terms."""
    return answer(lambda: page_v3(_terms()))


@blueprint.get("/v3/taxonomy_terms/<path:record_id>")
def taxonomy_term(record_id: str) -> Response:
    """One term."""
    return answer(lambda: publisher().taxonomy_term(record_id))


@blueprint.get("/v1/services", strict_slashes=False)
def services_v1() -> Response:
    """A page of services in the words of version 1, each with everything."""
    return answer(lambda: page_v1(publisher().services(*read_services_v1(request.args))))


@blueprint.get("/v1/services/<path:record_id>")
def service_v1(record_id: str) -> Response:
    """One service in the words of version 1."""
    return answer(lambda: publisher().service(record_id, Detail.V1))


def _organizations() -> Page:
    read = Reader(request.args)
    detail = Detail.FULL if read.truth("full") else Detail.SHORT
    return publisher().organizations(
        read_search(request.args),
        read_part(request.args),
        detail,
        full_service=read.truth("full_service"),
    )


def _terms() -> Page:
    read = Reader(request.args)
    return publisher().taxonomy_terms(
        read_search(request.args),
        read_part(request.args),
        taxonomy_id=read.text("taxonomy_id"),
        parent_id=read.text("parent_id"),
        top_only=read.truth("top_only"),
    )
