"""Runs the command line tool for the notebooks, and keeps what it gave under build/notebooks/cache.

A run is known by its arguments, by the program and by the files that it reads: the same run is
done once, whichever notebook asks for it. Nothing is computed here that the tool computes.

Environment:
  POCKETREC_NOTEBOOKS=sample  quick: the embedded sample alone, and few epochs (as the tests do)
  POCKETREC_DATA=FOLDER       where the real data sets are (otherwise shared/data beside the
                              checkout)
  POCKETREC_THREADS=N         threads of the tool; all cores by default; never changes a figure
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

REPOSITORY = Path(__file__).resolve().parent.parent


# Where only the data are looked at.
QUICK_TRAINING = {"epochs": 1, "factors": 8, "no_validate": True, "no_map": True}


def is_quick() -> bool:
    """Is this the quick run, on the sample alone?"""
    return os.environ.get("POCKETREC_NOTEBOOKS") == "sample"


def real_data(name: str) -> Path | None:
    """The folder of a real data set ("book-crossing", "goodbooks-10k"), or None."""
    if is_quick():
        return None
    root = os.environ.get("POCKETREC_DATA") or REPOSITORY.parent / "shared" / "data"
    folder = Path(root) / name
    return folder if folder.is_dir() else None


def why_missing(name: str) -> str:
    """A sentence for the place of a section whose data set is not there."""
    reason = "this is the quick run, on the sample alone" if is_quick() else "it is not there"
    return (
        f"> Left out: this section needs the data set `{name}`, and {reason}. "
        "`data/README.md` says where to get it, `notebooks/README.md` where to put it."
    )


def measured(name: str) -> dict:
    """What `./dev bench` measured last: tests/bench/NAME.json."""
    return json.loads((REPOSITORY / "tests" / "bench" / f"{name}.json").read_text())


def explored(heading: str, number: int = 0) -> pd.DataFrame:
    """A table of tests/bench/EXPLORED.md, as text: the number-th below this heading."""
    text = (REPOSITORY / "tests" / "bench" / "EXPLORED.md").read_text()
    section = re.split(rf"^## {re.escape(heading)}$", text, flags=re.M)[1]
    section = re.split(r"^## ", section, flags=re.M)[0]
    tables = re.findall(r"(?:^\|.*\n)+", section, flags=re.M)
    rows = [
        [cell.strip().replace("**", "").replace("`", "") for cell in line.strip("|").split("|")]
        for line in tables[number].strip().split("\n")
    ]
    return pd.DataFrame(rows[2:], columns=rows[0])


@dataclass(frozen=True)
class Run:
    """What one run of the tool left."""

    out: Path  # what --out or --json named
    text: str  # stdout
    log: str  # stderr


class Pocketrec:
    """The command line tool. Flags are given as keywords: no_map=True is --no-map."""

    def __init__(self) -> None:
        self.program = REPOSITORY / "build" / "release" / "trainer" / "pocketrec"
        if not self.program.exists():
            raise FileNotFoundError("the tool is not built: run ./dev notebooks")
        self.work = REPOSITORY / "build" / "notebooks"
        self.threads = int(os.environ.get("POCKETREC_THREADS", "0"))
        self.identity = hashlib.sha256(self.program.read_bytes()).hexdigest()

    def sample(self, **flags) -> Path:
        """A folder with real books and simulated readers."""
        return self._run("sample", "--out", flags, threaded=True).out

    def train(self, data: Path, **flags) -> Path:
        """A bundle trained on this folder; cleaning.json lies in it."""
        return self.train_run(data, **flags).out

    def train_run(self, data: Path, **flags) -> Run:
        """The same with the log, where the epochs are."""
        return self._run("train", "--out", {"data": data, **flags}, threaded=True)

    def evaluate(self, data: Path | None = None, **flags) -> dict:
        """The report of `evaluate`; data may be left out where train= and test= are given."""
        given = {"data": data} if data else {}
        run = self._run("evaluate", "--json", {**given, **flags}, threaded=True)
        return json.loads(run.out.read_text())

    def add_items(self, bundle: Path, items: Path) -> Path:
        """A bundle with these items put in."""
        return self._run("add-items", "--out", {"items": items}, bundle).out

    def ask(self, command: str, bundle: Path, **flags) -> dict:
        """recommend, similar, audience, new-item, inspect: the JSON document."""
        return json.loads(self._run(command, None, {**flags, "json": True}, bundle).text)

    def _run(
        self,
        command: str,
        output_flag: str | None,
        flags: dict,
        bundle: Path | None = None,
        threaded: bool = False,
    ) -> Run:
        arguments = [command, *([str(bundle)] if bundle else []), *as_arguments(flags)]
        key = hashlib.sha256(self.identity.encode())
        key.update(json.dumps([arguments, stamps(flags, bundle)]).encode())
        folder = self.work / "cache" / f"{command}-{key.hexdigest()[:16]}"
        done = folder / "done.json"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            if output_flag:
                arguments += [output_flag, str(folder / "out")]
            if threaded:
                arguments += ["--threads", str(self.threads)]
            ended = subprocess.run([self.program, *arguments], capture_output=True, text=True)
            if ended.returncode != 0:
                raise RuntimeError(f"pocketrec {command} failed: {ended.stderr[-2000:]}")
            done.write_text(json.dumps({"text": ended.stdout, "log": ended.stderr}))
        return Run(folder / "out", **json.loads(done.read_text()))


def as_arguments(flags: dict) -> list[str]:
    """{"no_map": True, "epochs": 3} becomes --no-map --epochs 3; a list repeats its flag."""
    arguments = []
    for name, value in flags.items():
        flag = "--" + name.replace("_", "-")
        if value is True:
            arguments.append(flag)
        elif value is not False and value is not None:
            for one in value if isinstance(value, list) else [value]:
                arguments += [flag, str(one)]
    return arguments


def stamps(flags: dict, bundle: Path | None) -> list:
    """Name, size and time of the files that a run reads."""
    paths = [value for value in flags.values() if isinstance(value, Path)]
    if bundle:
        paths.append(bundle)
    files = []
    for path in paths:
        files += sorted(path.iterdir()) if path.is_dir() else [path]
    return [[file.name, file.stat().st_size, file.stat().st_mtime_ns] for file in files]


def cleaning(bundle: Path) -> dict:
    """The cleaning report beside a bundle."""
    return json.loads((bundle / "cleaning.json").read_text())


def manifest(bundle: Path) -> dict:
    """The manifest of a bundle."""
    return json.loads((bundle / "manifest.json").read_text())


def write_lists(path: Path, lists: dict[int, list[int]]) -> Path:
    """A LightGCN list: a line `user item item ...` for each user. Unchanged files stay as they are."""
    text = "".join(f"{user} {' '.join(map(str, items))}\n" for user, items in lists.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return path
