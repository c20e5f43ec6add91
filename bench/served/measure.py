"""What a request costs: CPU time of processes and their children from /proc, under wrk."""

import http.client
import os
import re
import subprocess
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TICK = os.sysconf("SC_CLK_TCK")


def family(roots):
    """The processes given and all that they started."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = set(), list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, [])
    return found


def own_seconds(pid):
    """CPU seconds of a process and all its threads, by its own clock: to the nanosecond, where /proc counts hundredths."""
    return time.clock_gettime((~pid << 3) | 2)


def cpu_seconds(roots):
    """User and system seconds of these processes, their living children, and the children that ended."""
    total = 0.0
    for pid in family(roots):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += own_seconds(pid) + sum(int(field) for field in fields[13:15]) / TICK
        except OSError:
            continue
    return total


def get(url, coding="identity", timeout=120):
    """Status, headers and body of an address."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": coding, "Accept": "*/*"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return answer.status, answer.headers, answer.read()


def wait(url, seconds=60):
    """Until an address answers; whether it did."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if get(url, timeout=10)[0] == 200:
                return True
        except OSError:
            time.sleep(0.2)
    return False


def under_wrk(roots, url, seconds, coding="identity"):
    """CPU milliseconds per request of a warm address, and the size of its body."""
    size = len(get(url, coding)[2])
    drive(url, 1, coding)
    before = cpu_seconds(roots)
    requests = drive(url, seconds, coding)
    return (cpu_seconds(roots) - before) / requests * 1000, size


def drive(url, seconds, coding):
    """Requests answered in so many seconds over four connections; any that failed stops the measure."""
    command = ["wrk", "-t1", "-c4", f"-d{seconds}s", "--timeout", "60s", "-H", f"Accept-Encoding: {coding}", "-H", "Accept: */*", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{url}: {said}")
    return max(1, int(re.search(r"(\d+) requests in", said).group(1)))


def each_once(roots, urls, coding="gzip"):
    """CPU milliseconds per request of addresses never asked before, over one connection, and the mean size of their bodies."""
    where = urlsplit(urls[0])
    connection = http.client.HTTPConnection(where.netloc, timeout=120)
    connection.connect()
    before = cpu_seconds(roots)
    sizes = [len(kept(connection, url, coding)) for url in urls]
    return (cpu_seconds(roots) - before) / len(urls) * 1000, sum(sizes) // len(sizes)


def kept(connection, url, coding):
    """The body of an address, asked over a connection that stays."""
    asked = urlsplit(url)
    connection.request("GET", urlunsplit(("", "", asked.path, asked.query, "")), headers={"Accept-Encoding": coding, "Accept": "*/*"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{url}: {answer.status}")
    return body
