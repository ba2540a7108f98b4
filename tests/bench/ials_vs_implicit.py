"""One sweep of our iALS baseline against one of `implicit` (PyPI), in turns, two threads each.

    ./dev bench implicit            (sets up a virtual environment in build/bench, pinned versions)

A sweep updates all users and all items once. implicit's is three conjugate-gradient steps a row
(its default), ours exact solves, so that sweeps are not alike in what they reach: beside a sweep's
time there is that of the sweeps until Recall@20 on the test lists is (but for half a percent) the
lower of the two after ten sweeps. Our start does more than draw numbers: the time of our first
sweep counts it, that of theirs does not. implicit's regularisation is the best of a few on the
test itself, which favours it. Prints medians of alternating runs, and writes them to
tests/bench/implicit.json (--out). Needs the release build and gowalla.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # implicit runs its own threads

import implicit.als
import numpy as np
import scipy.sparse as sp

BENCH = pathlib.Path(__file__).resolve().parent
REPOSITORY = BENCH.parents[1]
RELEASE = REPOSITORY / "build" / "release"
THREADS = 2
SWEEPS = 10
# What weighs an observed pair against an unobserved one: ours in the mean (ials.h, 15 to 1).
UNOBSERVED_RATIO = 15.0


def read_lists(path):
    rows, columns = [], []
    for line in path.read_text().splitlines():
        user, *items = map(int, line.split())
        rows += [user] * len(items)
        columns += items
    return rows, columns


def matrix_of(lists, shape):
    rows, columns = lists
    return sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)


def recall_at_20(users, items, train, test):
    recalls = []
    for start in range(0, train.shape[0], 2048):
        end = min(start + 2048, train.shape[0])
        scores = users[start:end] @ items.T
        scores[train[start:end].nonzero()] = -np.inf
        best = np.argpartition(-scores, 20, axis=1)[:, :20]
        for row, user in enumerate(range(start, end)):
            wanted = test.indices[test.indptr[user] : test.indptr[user + 1]]
            if len(wanted):
                recalls.append(np.isin(best[row], wanted).sum() / len(wanted))
    return float(np.mean(recalls))


def implicit_model(train, factors, regularisation, sweeps, after_sweep=None):
    alpha = train.shape[0] * train.shape[1] / train.nnz / UNOBSERVED_RATIO
    model = implicit.als.AlternatingLeastSquares(
        factors=factors,
        regularization=regularisation,
        alpha=alpha,
        iterations=sweeps,
        num_threads=THREADS,
        use_gpu=False,
        random_state=1,
    )
    model.fit(train, show_progress=False, callback=after_sweep)
    return model


def implicit_sweep_seconds(train, factors):
    seconds = []
    implicit_model(train, factors, 100.0, 4, lambda _, elapsed, *__: seconds.append(elapsed))
    return seconds


def our_sweep_seconds(factors):
    """Of the sweeps but the first, and of the firsts, which count the start."""
    command = [
        RELEASE / "tests" / "bench" / "bench_train",
        f"--benchmark_filter=ials_sweep_gowalla/factors:{factors}/threads:{THREADS}/",
        "--benchmark_repetitions=1",
        "--benchmark_format=json",
    ]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    runs = json.loads(found)["benchmarks"]
    runs = [run for run in runs if run["run_type"] == "iteration"]
    return [run["real_time"] / 1000 for run in runs], [run["first_sweep"] for run in runs]


def our_recall(data, factors, sweeps):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [RELEASE / "trainer" / "pocketrec", "evaluate", "--models", "ials"]
        command += ["--train", data / "train.txt", "--test", data / "test.txt", "--k", "20"]
        command += ["--no-validate", "--sweeps", str(sweeps), "--factors", str(factors)]
        subprocess.run([*command, "--json", report.name], check=True, capture_output=True)
        return json.loads(pathlib.Path(report.name).read_text())["models"][0]["recall@20"]


def sweeps_to(target, recall_after):
    """The fewest sweeps after which the recall, which grows with them, is at least the target."""
    fewest, most = 1, SWEEPS
    while fewest < most:
        middle = (fewest + most) // 2
        if recall_after(middle) >= target:
            most = middle
        else:
            fewest = middle + 1
    return fewest


def compare(data, train, test, factors, rounds):
    ours, our_firsts, theirs = [], [], []
    for _ in range(rounds):
        theirs += implicit_sweep_seconds(train, factors)
        sweeps, firsts = our_sweep_seconds(factors)
        ours += sweeps
        our_firsts += firsts

    def their_recall(regularisation, sweeps):
        model = implicit_model(train, factors, regularisation, sweeps)
        return recall_at_20(model.user_factors, model.item_factors, train, test)

    recalls = {r: their_recall(r, SWEEPS) for r in (10.0, 30.0, 100.0, 300.0)}
    best = max(recalls, key=recalls.get)
    our_last = our_recall(data, factors, SWEEPS)
    target = 0.995 * min(recalls[best], our_last)
    their_sweeps = sweeps_to(target, lambda sweeps: their_recall(best, sweeps))
    our_sweeps = sweeps_to(target, lambda sweeps: our_recall(data, factors, sweeps))
    their_seconds, our_seconds = statistics.median(theirs), statistics.median(ours)
    our_first = statistics.median(our_firsts)
    to_quality = our_first + our_seconds * (our_sweeps - 1)
    return {
        "factors": factors,
        "implicit_seconds": their_seconds,
        "pocketrec_seconds": our_seconds,
        "pocketrec_first_seconds": our_first,
        "ratio": their_seconds / our_seconds,
        "implicit_recall@20": recalls[best],
        "pocketrec_recall@20": our_last,
        "implicit_sweeps": their_sweeps,
        "pocketrec_sweeps": our_sweeps,
        "ratio_to_equal_quality": their_seconds * their_sweeps / to_quality,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=pathlib.Path, default=BENCH / "implicit.json")
    arguments = parser.parse_args()
    data = arguments.data / "gowalla"
    if not (data / "train.txt").exists():
        parser.error(f"expected train.txt in {data}; name the folder of gowalla's with --data")
    train, test = read_lists(data / "train.txt"), read_lists(data / "test.txt")
    shape = tuple(max(a + b) + 1 for a, b in zip(train, test))
    train, test = matrix_of(train, shape), matrix_of(test, shape)
    results = [compare(data, train, test, d, arguments.rounds) for d in (64, 128)]
    for result in results:
        print(
            f"{result['factors']} factors: a sweep takes implicit {implicit.__version__} "
            f"{result['implicit_seconds']:.3f} s, pocketrec {result['pocketrec_seconds']:.3f} s, "
            f"{result['ratio']:.2f} times as fast; Recall@20 after {SWEEPS} sweeps "
            f"{result['implicit_recall@20']:.4f} and {result['pocketrec_recall@20']:.4f}; the lower "
            f"is reached after {result['implicit_sweeps']} and {result['pocketrec_sweeps']} sweeps, "
            f"{result['ratio_to_equal_quality']:.2f} times as fast"
        )
    report = {"version": implicit.__version__, "threads": THREADS, "sizes": results}
    arguments.out.write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
