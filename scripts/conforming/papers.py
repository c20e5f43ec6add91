"""Shows who sends the requests of schemathesis: a session of an account, or a key of a researcher.

Loaded by schemathesis (SCHEMATHESIS_HOOKS). MAILLAGE_ROLE says as whom, MAILLAGE_BINARY and MAILLAGE_DATA where accounts are made,
MAILLAGE_BASE where the server is, MAILLAGE_TALLY the file that is told how many answers of each status there were."""

import atexit
import collections
import datetime
import functools
import http.client
import itertools
import json
import os
import subprocess
import urllib.parse
import urllib.request

import schemathesis

ROLE = os.environ["MAILLAGE_ROLE"]
BASE = os.environ["MAILLAGE_BASE"]
PASSWORD = "quatre mots bien longs"
# What ends the session it is sent in, when it is granted.
ENDING = {("DELETE", "/session"), ("DELETE", "/account"), ("POST", "/account/password")}
# A zone of the demonstration town, in place of the description's examples.
ZONE, EXAMPLES = "001010101", ("341720101", "341720503")
GEOGRAPHIES = ("iris", "qpv", "quartier", "commune", "epci", "departement", "pays")


def maillage(*arguments, said=""):
    command = [os.environ["MAILLAGE_BINARY"], *arguments, "--data", os.environ["MAILLAGE_DATA"], "--json"]
    return subprocess.run(command, input=said, capture_output=True, text=True, check=True).stdout


class Papers:
    """What a request carries; new ones of somebody new once they are worth nothing."""

    numbers = itertools.count()

    def __init__(self):
        self.carried = None

    def headers(self):
        if self.carried is None:
            self.carried = self.issued()
        return self.carried

    def spent(self):
        self.carried = None

    def issued(self):
        if ROLE == "public":
            return {}
        if ROLE == "researcher":
            made = maillage("keys", "add", "schemathesis", "--quota", "1000000")
            return {"Authorization": f"Bearer {json.loads(made)['secret']}"}
        login = f"{ROLE}-{os.getpid()}-{next(self.numbers)}"
        territory = ["--territory", "*"] if ROLE in ("outreach", "planner") else []
        maillage("accounts", "add", login, "--role", ROLE, *territory, said=PASSWORD + "\n")
        # From an address of its own: sign-ins made up by schemathesis make theirs wait.
        host = urllib.parse.urlsplit(BASE)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=30, source_address=("127.0.0.2", 0))
        connection.request("POST", "/session", json.dumps({"login": login, "password": PASSWORD}), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        cookie, said = answer.headers["Set-Cookie"].split(";")[0], json.load(answer)
        connection.close()
        return {"Cookie": cookie, "Maillage-Token": said["token"]}


PAPERS, TALLY = Papers(), collections.Counter()


@schemathesis.hook
def before_call(_context, case, _kwargs):
    case.headers.update(PAPERS.headers())
    if case.query and case.query.get("zone") in EXAMPLES:
        case.query["zone"] = ZONE
    if isinstance(case.body, dict) and case.operation.path in ("/observations", "/service-checks"):
        case.body.update(of_the_town(case.body))


def of_the_town(body):
    """What a body that suits the description must say to suit the town as well; what does not suit it is left alone."""
    if body.get("zone") in EXAMPLES:
        yield "zone", ZONE
    if body.get("geography") in GEOGRAPHIES:
        yield "geography", "iris"
    if isinstance(body.get("service"), str):
        yield "service", a_service()
    if is_day(body.get("day")):
        yield "day", str(datetime.date.today() - datetime.timedelta(days=3))


def is_day(word):
    try:
        return bool(datetime.date.fromisoformat(word))
    except (TypeError, ValueError):
        return False


@functools.cache
def a_service():
    with urllib.request.urlopen(f"{BASE}/collections/services/items?limit=1&f=json", timeout=30) as answer:
        return json.load(answer)["features"][0]["id"]


@schemathesis.hook
def after_call(_context, case, response):
    operation = (case.operation.method.upper(), case.operation.path)
    TALLY[f"{operation[0]} {operation[1]} {response.status_code}"] += 1
    ended = response.status_code == 401 and operation != ("POST", "/session")
    if ROLE not in ("public", "researcher") and (ended or (operation in ENDING and response.status_code < 300)):
        PAPERS.spent()


@atexit.register
def tell():
    with open(os.environ["MAILLAGE_TALLY"], "w") as file:
        json.dump(TALLY, file)
