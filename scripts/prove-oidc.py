"""Signs people in at a provider that others wrote, as a browser would, and tries what must not be let in.

    prove-oidc.py NETWORK PROVIDER PROVIDER_PID LOG

NETWORK is a demo network that is served, PROVIDER an oidc-provider-mock beside it, which is ended on the way; LOG is what
the network logs, in which no secret may stand. Ends with 1 where anything is not as it must be."""

import json
import os
import pathlib
import signal
import sys
import urllib.error
import urllib.parse
import urllib.request

NETWORK, PROVIDER, PROVIDER_PID, LOG = sys.argv[1:]
PASSWORD = "muster demo network"
REGISTERED, SECRET = "muster: a test & more", "a-secret-that-is-nowhere-else"
FAULTS = []


class Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere by itself: where somebody is sent is what is looked at."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(Stay)


def ask(method, address, body=None, token=None, form=None):
    """The status, the headers and the body of an answer."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    data = None
    if body is not None:
        headers["content-type"], data = "application/json", json.dumps(body).encode()
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, data=data, headers=headers, method=method)
    try:
        with OPENER.open(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def api(method, path, body=None, token=None):
    status, _, told = ask(method, f"{NETWORK}/api/v1{path}", body, token)
    return status, json.loads(told) if told else None


def check(what, found, expected):
    right = found == expected
    print(f"{'fine' if right else 'WRONG'}: {what}" + ("" if right else f": {found!r}, but should be {expected!r}"))
    if not right:
        FAULTS.append(what)


def kind(answer):
    status, told = answer
    return status, (told or {}).get("type", "").removeprefix("urn:muster:problem:")


def sign_in(email, hat):
    status, session = api("POST", "/sessions", {"email": email, "password": PASSWORD, "hat": hat})
    assert status == 201, (email, status, session)
    return session["access_token"]


def known_there(subject, **claims):
    status, _, _ = ask("PUT", f"{PROVIDER}/users/{urllib.parse.quote(subject)}", claims)
    assert status == 204, (subject, status)


def begin(email):
    status, begun = api("POST", "/provider-sign-ins", {"email": email})
    assert status == 201, (email, status, begun)
    return begun


def there(address, **form):
    """Signs in at the provider; answers the parts of the address that it sends one back to."""
    status, headers, told = ask("POST", address, form=form)
    assert status == 302, (status, told)
    back = urllib.parse.urlsplit(headers["location"])
    return back, dict(urllib.parse.parse_qsl(back.query))


def answer(begun, back, query, **changed):
    body = {
        "organisation": back.path.rsplit("/", 1)[1],
        "state": query["state"],
        "keep": begun["keep"],
        "code": query.get("code"),
    }
    return api("POST", "/provider-sign-ins/answers", body | changed)


def enter(subject, email, change=lambda address: address):
    begun = begin(email)
    back, query = there(change(begun["address"]), sub=subject)
    return answer(begun, back, query)


def changed_query(**to):
    def change(address):
        parts = urllib.parse.urlsplit(address)
        query = dict(urllib.parse.parse_qsl(parts.query)) | to
        return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(query)))

    return change


def set_up(carla, adam):
    settings = {
        "issuer": PROVIDER,
        "registered_as": REGISTERED,
        "secret": SECRET,
        "domains": ["demo.example"],
        "switched_on": True,
        "makes_people": True,
    }
    status, setup = api("PUT", "/client/provider", settings, carla)
    check("a provider is registered, and waits", (status, setup.get("provider", {}).get("state")), (200, "waiting"))
    refused = kind(api("POST", "/provider-sign-ins", {"email": "nora@demo.example"}))
    check("nobody signs in by it yet", refused, (409, "no-provider"))
    _, lines = api("GET", "/providers", token=adam)
    path = f"/providers/{lines['items'][0]['id']}/domains/demo.example"
    check("an admin confirms its domain", api("PUT", path, {}, adam)[0], 204)
    return settings


def whoever_is_let_in():
    known_there("nora", email="nora@demo.example", email_verified=True, name="Nora Newcomer", locale="de-AT")
    status, session = enter("nora", "nora@demo.example")
    check("somebody new is in", (status, session.get("name"), session.get("hat")), (201, "Nora Newcomer", "client"))
    _, me = api("GET", "/me", token=session.get("access_token"))
    check("as who they are there", (me["email"], me["language"]), ("nora@demo.example", "de"))
    check("and reads the briefs", api("GET", "/briefs", token=session["access_token"])[0], 200)
    known_there("nora", email="nora.other@demo.example", email_verified=True, name="Nora")
    _, again = enter("nora", "nora@demo.example")
    check("she is known again by the provider's name for her", again.get("person"), session["person"])
    known_there("carla at work", email="carla@demo.example", email_verified=True)
    status, known = enter("carla at work", "carla@demo.example")
    check("one of the organisation's people is known by her address", (status, known.get("hats")), (201, ["client"]))


def whoever_is_not():
    known_there("mia", email="mia@demo.example", email_verified=True)
    known_there("adam", email="adam@demo.example", email_verified=True)
    for subject in ("mia", "adam"):
        refused = kind(enter(subject, f"{subject}@demo.example"))
        check(f"{subject}, who is not of the organisation, is not", refused, (409, "not-of-organisation"))
    known_there("unverified", email="una@demo.example", email_verified=False)
    known_there("foreign", email="fred@other.example", email_verified=True)
    known_there("silent")
    for subject in ("unverified", "foreign", "silent"):
        refused = kind(enter(subject, "una@demo.example"))
        check(f"an address that is {subject} counts for nothing", refused, (409, "provider-address"))
    refused = kind(enter("nora", "nora@demo.example", changed_query(nonce="another")))
    check("the answer to another sign-in counts for nothing", refused, (409, "provider-token"))

    begun = begin("nora@demo.example")
    back, query = there(begun["address"], sub="nora")
    refused = kind(answer(begun, back, query, keep="another browser"))
    check("an answer in another browser counts for nothing", refused, (409, "sign-in-spent"))
    check("and is used up by that", kind(answer(begun, back, query)), (409, "sign-in-spent"))
    begun = begin("nora@demo.example")
    back, query = there(begun["address"], sub="nora")
    check("an answer is taken", answer(begun, back, query)[0], 201)
    check("once", kind(answer(begun, back, query)), (409, "sign-in-spent"))
    first, second = begin("nora@demo.example"), begin("nora@demo.example")
    _, used = there(first["address"], sub="nora")
    back, query = there(second["address"], sub="nora")
    refused = kind(answer(second, back, query, code=used["code"]))
    check("the code of another sign-in counts for nothing", refused[0], 409)
    begun = begin("nora@demo.example")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun["address"]).query))
    _, denied = there(begun["address"], action="deny")
    check("whoever refuses there is sent back", denied.get("error"), "access_denied")
    back = urllib.parse.urlsplit(query["redirect_uri"])
    refused = kind(answer(begun, back, {"state": query["state"]}))
    check("and is told so", refused, (409, "provider-refused"))


def whom_it_vouches_for(carla, settings):
    known_there("tess", email="tess@demo.example", name="Tess Tenant")
    refused = kind(enter("tess", "tess@demo.example"))
    check("an address of which nothing is said counts for nothing", refused, (409, "provider-address"))
    vouching = settings | {"vouches_for_addresses": True}
    shared = vouching | {"issuer": "https://login.microsoftonline.com/common/v2.0"}
    check("nobody vouches by an issuer of everybody", kind(api("PUT", "/client/provider", shared, carla)), (422, "invalid"))
    status, setup = api("PUT", "/client/provider", vouching, carla)
    check("a provider is to vouch for addresses", (status, setup.get("provider", {}).get("state")), (200, "on"))
    status, session = enter("tess", "tess@demo.example")
    check("then such an address counts", (status, session.get("name")), (201, "Tess Tenant"))
    known_there("foreign", email="fred@other.example")
    for subject in ("unverified", "foreign", "silent"):
        refused = kind(enter(subject, "una@demo.example"))
        check(f"an address that is {subject} counts for nothing all the same", refused, (409, "provider-address"))


def once_it_is_gone(carla, settings):
    status, session = enter("nora", "nora@demo.example")
    assert status == 201, session
    begun = begin("nora@demo.example")
    back, query = there(begun["address"], sub="nora")
    os.kill(int(PROVIDER_PID), signal.SIGKILL)
    check("an answer once the provider is gone", kind(answer(begun, back, query)), (409, "provider-failed"))
    refused = kind(api("POST", "/provider-sign-ins", {"email": "nora@demo.example"}))
    check("a sign-in once the provider is gone", refused, (409, "provider-failed"))
    check("whoever is in stays in", api("GET", "/briefs", token=session["access_token"])[0], 200)
    off = settings | {"switched_on": False, "secret": None}
    check("it is switched off all the same", api("PUT", "/client/provider", off, carla)[0], 200)
    check("and whoever was in is out", api("GET", "/briefs", token=session["access_token"])[0], 401)


def main():
    carla, adam = sign_in("carla@demo.example", "client"), sign_in("adam@demo.example", "admin")
    settings = set_up(carla, adam)
    whoever_is_let_in()
    whoever_is_not()
    whom_it_vouches_for(carla, settings)
    once_it_is_gone(carla, settings)
    log = pathlib.Path(LOG).read_text()
    check("no secret stands in the log", [word for word in (SECRET, "client_secret", "id_token", "eyJ") if word in log], [])
    check("no fault of ours stands there", [line for line in log.splitlines() if "ERROR" in line], [])
    if FAULTS:
        print(f"{len(FAULTS)} of it is wrong")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
