"""The whole API with invented calls: never a failure of the server, always as described.

Not here: what each call is for (`tests/spec/web/api`).
"""

from __future__ import annotations

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from register_people import small_register
from techmarket.web.api.site import api
from techmarket.web.api.tokens import make_token

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
SCHEMA.app = get_wsgi_application()


@pytest.fixture
def token(db: None) -> str:
    """A token of the seller of the small register."""
    return make_token(small_register().owner, "invented")[1]


@pytest.mark.django_db
@SCHEMA.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_call_makes_the_server_fail(case: schemathesis.Case, token: str) -> None:
    """Whatever is sent: an answer of a described status and shape."""
    case.call_and_validate(
        headers={"Authorization": f"Bearer {token}"},
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
