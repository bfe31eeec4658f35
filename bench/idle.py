#!/usr/bin/env python3
"""How long a command leaves processors idle of its own accord: python3 bench/idle.py [-n PROCESSORS] COMMAND…

Every 15 ms Linux is asked how long each thread has run and how long it has waited for a processor (/proc/…/schedstat). What is missing from
all processors' time is what the command did not ask for: it had less to do at once, or waited for the disk. So other programs at work change the
time a command takes, but hardly this. Prints a line for each 100 ms, and the sums.
"""
import os
import subprocess
import sys
import time

STEP, LINE = 0.015, 0.1


def spent(pid):
    """The nanoseconds that each thread of a process has run and waited."""
    tasks = f"/proc/{pid}/task"
    out = {}
    for task in os.listdir(tasks):
        try:
            with open(f"{tasks}/{task}/schedstat") as f:
                run, waited, _ = f.read().split()
        except OSError:
            continue  # it has ended
        out[task] = int(run), int(waited)
    return out


def main():
    args, processors = sys.argv[1:], 2
    if args[:1] == ["-n"]:
        processors, args = int(args[1]), args[2:]
    process = subprocess.Popen(args)
    begun = last = time.monotonic()
    before = {}
    line = [0.0, 0.0, 0.0]  # seconds run, left idle, passed
    total = [0.0, 0.0]
    while process.poll() is None:
        time.sleep(STEP)
        try:
            now = spent(process.pid)
        except OSError:
            break
        run = waited = 0
        for task, (r, w) in now.items():
            r0, w0 = before.get(task, (0, 0))
            run, waited = run + r - r0, waited + w - w0
        before.update(now)
        passed = time.monotonic() - last
        last += passed
        idle = max(0.0, processors * passed - (run + waited) / 1e9)
        line = [line[0] + run / 1e9, line[1] + idle, line[2] + passed]
        total = [total[0] + run / 1e9, total[1] + idle]
        if line[2] >= LINE:
            print(f"{last - begun:6.1f} s  {line[0] / line[2]:4.2f} processors  {1000 * line[1]:4.0f} ms idle")
            line = [0.0, 0.0, 0.0]
    code = process.wait()
    print(f"{last - begun:.2f} s wall, {total[0]:.2f} s run, {total[1]:.2f} processor seconds left idle")
    return code


if __name__ == "__main__":
    sys.exit(main())
