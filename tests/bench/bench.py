"""bench.py PROGRAM SOURCE [--runs N] [COUNT...]: how long caqes takes on that many generated dossiers (3000 and 100000),
each way in turn, several times; medians, and ratios to the first, which are what can be compared between machines."""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

WAYS = (
    ("in-process", ["--in-process"]),
    ("isolated", []),
    ("in-process, 2 jobs", ["--in-process", "--jobs", "2"]),
    ("isolated, 2 jobs", ["--jobs", "2"]),
    ("in-process, explained", ["--in-process", "--explain"]),
    ("isolated, explained", ["--explain"]),
)


def generate(source, count, path):
    with open(path, "wb") as out:
        subprocess.run([sys.executable, "-B", os.path.join(source, "tests/bench/dossiers.py"), str(count),
                        os.path.join(source, "conf/demo/dossiers")], stdout=out, check=True)


def measure(command, output):
    """Seconds of one run, and the peak of its memory in MB. What it writes goes to a file, as a user's would."""
    started = time.monotonic()
    process = subprocess.Popen(command + ["--output", output], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("failed: " + " ".join(command))
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("source")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("counts", type=int, nargs="*", default=[3000, 100000])
    options = parser.parse_intermixed_args()
    campaign = os.path.join(options.source, "conf/demo/campagne.cfg")
    with tempfile.TemporaryDirectory() as folder:
        dossiers, output = os.path.join(folder, "dossiers.ndjson"), os.path.join(folder, "out.ndjson")
        for count in options.counts:
            generate(options.source, count, dossiers)
            taken = {name: [] for name, _ in WAYS}
            for _ in range(options.runs if count <= 10000 else max(3, options.runs // 2)):
                for name, arguments in WAYS:
                    command = [options.program, "evaluate", "--format", "ndjson", *arguments, campaign, dossiers]
                    taken[name].append(measure(command, output))
            print("%d dossiers" % count)
            print("  %-22s %9s %7s %12s %8s" % ("", "seconds", "ratio", "dossiers/s", "MB"))
            first = statistics.median(seconds for seconds, _ in taken[WAYS[0][0]])
            for name, _ in WAYS:
                seconds = statistics.median(s for s, _ in taken[name])
                print("  %-22s %9.3f %7.2f %12.0f %8.0f" % (name, seconds, seconds / first, count / seconds,
                                                             max(m for _, m in taken[name])))


if __name__ == "__main__":
    main()
