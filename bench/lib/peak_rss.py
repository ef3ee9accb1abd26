"""Runs a Python script and writes the peak of its memory, in kibibytes, to the file named by BENCH_PEAK_FILE."""
import atexit
import os
import re
import runpy
import sys


def peak_kibibytes():
    try:
        # On Linux the figure of getrusage starts from the parent's peak, which fork and exec hand down.
        with open("/proc/self/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))
    except OSError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


def write_peak():
    with open(os.environ["BENCH_PEAK_FILE"], "w") as file:
        file.write(str(peak_kibibytes()))


atexit.register(write_peak)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
