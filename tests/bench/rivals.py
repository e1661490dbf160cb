"""rivals.py PROGRAM SOURCE FLOOR [--runs N]: caqes beside what a user would pick, on the same dossiers and with the same bytes
written, in turn; medians, and the ratios that are asked of it. FLOOR is rivals/floor.cpp, built."""
import argparse
import filecmp
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time

from bench import generate

RIVALS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rivals")


def timed(command):
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("failed: " + " ".join(command))
    return time.monotonic() - started, usage.ru_maxrss / 1024


def measure(ways, runs):
    """Medians of seconds, and the most memory, by way; the ways in turn."""
    taken = {name: [] for name in ways}
    for _ in range(runs):
        for name, command in ways.items():
            taken[name].append(timed(command))
    return {name: (statistics.median(s for s, _ in t), max(m for _, m in t)) for name, t in taken.items()}


def same(a, b):
    if not filecmp.cmp(a, b, shallow=False):
        sys.exit("%s and %s differ: the same rules must give the same bytes" % (a, b))


def show(title, count, found):
    print("%s, %d dossiers" % (title, count))
    for name, (seconds, memory) in found.items():
        print("  %-34s %8.3f s %10.0f /s %7.0f MB" % (name, seconds, count / seconds, memory))


def ratio(text, value, bar, most):
    held = value <= bar if most else value >= bar
    print("  %-58s %6.2f   asked: %s %.2f   %s" % (text, value, "at most" if most else "at least", bar, "held" if held else "NOT HELD"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program"), parser.add_argument("source"), parser.add_argument("floor")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--count", type=int, default=100000)
    o = parser.parse_args()
    campaign = os.path.join(o.source, "conf/demo/campagne.cfg")
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        caqes = lambda out, dossiers, *more: [o.program, "evaluate", "--format", "compact", *more, "--output", path(out), campaign, dossiers]
        generate(o.source, o.count, path("all"))
        with open(path("all"), "rb") as every, open(path("cold"), "wb") as few:
            few.writelines(itertools.islice(every, 3000))
        timed(caqes("a", path("all"), "--in-process"))
        width = str(os.path.getsize(path("a")) // o.count)
        node = lambda out, dossiers: ["node", os.path.join(RIVALS, "node.mjs"), dossiers, path(out)]
        found = measure({"caqes, in-process": caqes("a", path("all"), "--in-process"), "caqes, isolated": caqes("b", path("all")),
                         "caqes, in-process, 2 jobs": caqes("c", path("all"), "--in-process", "--jobs", "2"),
                         "plain Node.js": node("n", path("all")), "floor: simdjson, lines in and out": [o.floor, path("all"), path("f"), width]},
                        o.runs)
        for name in "bcn":
            same(path("a"), path(name))
        show("throughput", o.count, found)
        cold = measure({"caqes, in-process": caqes("a", path("cold"), "--in-process"), "caqes, isolated": caqes("b", path("cold")),
                        "plain Node.js": node("n", path("cold")), "GoRules ZEN": ["node", os.path.join(RIVALS, "zen.mjs"), path("cold"), path("z")]},
                       o.runs)
        same(path("a"), path("n"))
        same(path("a"), path("z"))
        show("cold", 3000, cold)
        one, floor = found["caqes, in-process"][0], found["floor: simdjson, lines in and out"][0]
        print("ratios")
        ratio("throughput, to plain Node.js", found["plain Node.js"][0] / one, 3.5, False)
        ratio("time, to the floor", one / floor, 1.6, True)
        ratio("throughput of two jobs, to one", one / found["caqes, in-process, 2 jobs"][0], 1.7, False)
        ratio("time isolated, to in-process", found["caqes, isolated"][0] / one, 1.3, True)
        ratio("cold, in-process, time to plain Node.js", cold["caqes, in-process"][0] / cold["plain Node.js"][0], 0.2, True)
        ratio("cold, isolated, time to plain Node.js", cold["caqes, isolated"][0] / cold["plain Node.js"][0], 0.4, True)
        print("  %-58s %6.2f" % ("cold, throughput to GoRules ZEN", cold["GoRules ZEN"][0] / cold["caqes, in-process"][0]))


if __name__ == "__main__":
    main()
