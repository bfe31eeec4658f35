"""measure.py RESULTS.csv NAME LOG COMMAND…: runs a command and appends name, wall s, CPU s, peak MB, the machine's load before."""
import os, sys, time
results, name, log, command = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
load = os.getloadavg()[0]
with open(log, 'wb') as f:
    start = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, f.fileno(), 1), (os.POSIX_SPAWN_DUP2, f.fileno(), 2)])
    _, status, use = os.wait4(pid, 0)
    wall = time.monotonic() - start
if status:
    sys.exit(f'{name} failed ({os.waitstatus_to_exitcode(status)}):\n' + open(log, errors='replace').read()[-2000:])
with open(results, 'a') as f:
    f.write(f'{name},{wall:.3f},{use.ru_utime + use.ru_stime:.3f},{use.ru_maxrss / 1024:.1f},{load:.2f}\n')
