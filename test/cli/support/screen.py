"""Runs a program on a pseudo-terminal, types when it asks, and prints what the screen got.

Reads one JSON object from standard input: {"argv": [...], "cwd": "...", "stdout": null or a file name,
"steps": [["text to wait for", "text to type"], ...]}; prints {"screen": "...", "status": 0}.
"""

import json
import os
import pty
import select
import signal
import sys
import time

job = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(job["cwd"])
    if job.get("stdin"):
        os.dup2(os.open(job["stdin"], os.O_RDONLY), 0)
    if job.get("stdout"):
        os.dup2(os.open(job["stdout"], os.O_WRONLY | os.O_CREAT, 0o600), 1)
    os.execvp(job["argv"][0], job["argv"])

screen = b""
seen = 0
steps = list(job["steps"])
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    if steps and steps[0][0].encode() in screen[seen:]:
        seen = len(screen)
        # The question is there before the echo is off: a person is never that fast. (No time.sleep, which fails where
        # the date is faked and the clock that it sleeps by is not.)
        select.select([], [], [], 0.2)
        os.write(terminal, steps.pop(0)[1].encode())
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if not ready:
        continue
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    screen += chunk
else:
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
print(json.dumps({"screen": screen.decode("utf-8", "replace"), "status": os.waitstatus_to_exitcode(status), "untyped": len(steps)}))
