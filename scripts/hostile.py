"""Signs schemathesis in to a demo network, under the hat of HOSTILE_HAT; tokens are good for ten minutes."""

import json
import os
import urllib.request

import schemathesis


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """An API key comes in the same header as a token, and the check that leaves the token out would take it for one."""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict) and "security" in operation:
                operation["security"] = [way for way in operation["security"] if "key" not in way]


@schemathesis.auth(refresh_interval=240)
class Token:
    def get(self, case, context):
        body = {"email": os.environ["HOSTILE_WHO"], "password": "muster demo network", "hat": os.environ["HOSTILE_HAT"]}
        request = urllib.request.Request(
            f"{os.environ['HOSTILE_URL']}/api/v1/sessions", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)["access_token"]

    def set(self, case, data, context):
        # Into the headers that are there: the check that leaves the token out takes it from these.
        case.headers = case.headers or {}
        case.headers["authorization"] = f"Bearer {data}"
