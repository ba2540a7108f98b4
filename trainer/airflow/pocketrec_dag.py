"""From a data set to the bundle that a site serves: fetch, clean, train, evaluate, guard, promote.

Each step is one call of the `pocketrec` program, which has all the logic: it refuses bad data and
worse models with one sentence, and changes what is served in one rename. What a run makes stays in
`work/<run>/`: data, cleaning.json, bundle, evaluation.json, card.md. trainer/README.md says more.
"""

import json
import re
import shutil
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryFile

from airflow.sdk import Param, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException

FLAGS = {"type": "array", "items": {"type": "string"}}
PARAMS = {
    "program": Param("pocketrec", type="string", description="The command line tool"),
    "source": Param("data", type="string", description="Folder of the data set"),
    "fingerprint": Param("", type="string", description="That the data must have; empty: any"),
    "work": Param("work", type="string", description="Folder in which runs keep what they make"),
    "site": Param("site/bundle", type="string", description="Folder that the site serves"),
    "train_flags": Param([], **FLAGS, description="Of pocketrec train"),
    "evaluate_flags": Param(["--models", "popularity,softmax", "--k", "20"], **FLAGS),
    "margin": Param(0.02, type="number", minimum=0, maximum=1, description="Of the guard"),
    "keep": Param(2, type="integer", minimum=0, description="Bundles that stay for a rollback"),
}


def run(*command):
    """Runs it; its stderr goes to the task's log as it comes, its stdout is returned. A refusal
    (exit code 1 or 2) fails the task for good: the same call would be refused again."""
    command = [str(word) for word in command]
    print("$", *command, flush=True)
    said = f"{command[0]} failed without a word"
    with (
        TemporaryFile("w+", encoding="utf-8") as out,
        Popen(command, stdout=out, stderr=PIPE, encoding="utf-8", errors="replace") as process,
    ):
        try:
            for line in process.stderr:
                said = line.strip()
                print(said, flush=True)
        except BaseException:  # Airflow stops the task
            process.terminate()
            raise
        code = process.wait()
        out.seek(0)
        text = out.read()
    print(text, flush=True)
    if code in (1, 2):
        raise AirflowFailException(said)
    if code != 0:
        raise AirflowException(f"{command[0]} ended with {code}; the log says more")
    return text


def params():
    return get_current_context()["params"]


def pocketrec(*arguments):
    return run(params()["program"], *arguments)


def folder():
    """This run's own folder."""
    name = re.sub(r"[^\w.-]", "_", get_current_context()["run_id"])
    path = Path(params()["work"]) / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def promote_bundle(*flags):
    limits = ["--margin", params()["margin"], "--keep", params()["keep"]]
    pocketrec("promote", folder() / "bundle", "--to", params()["site"], *limits, *flags)


@dag(
    dag_id="pocketrec",
    description="A data set into the bundle that a site serves",
    schedule=None,
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1},
    params=PARAMS,
    tags=["pocketrec"],
    doc_md=__doc__,
)
def pocketrec_dag():
    @task
    def fetch():
        """Copies the data set, so that all steps see the same, and checks it where it brings a
        list of checksums (SHA256SUMS, as `sha256sum` writes it)."""
        data = folder() / "data"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(params()["source"], data)
        if (data / "SHA256SUMS").exists():
            run("env", "-C", data, "sha256sum", "--check", "--strict", "SHA256SUMS")

    @task
    def clean():
        """What reading dropped and repaired; returns the data's fingerprint."""
        wanted = params()["fingerprint"]
        expected = ["--fingerprint", wanted] if wanted else []
        report = pocketrec("clean", "--data", folder() / "data", *expected, "--json")
        (folder() / "cleaning.json").write_text(report, encoding="utf-8")
        return json.loads(report)["fingerprint"]

    @task
    def train(fingerprint):
        bundle = folder() / "bundle"
        pocketrec("train", "--data", folder() / "data", "--out", bundle, *params()["train_flags"])
        manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
        if manifest["data"]["fingerprint"] != fingerprint:
            raise AirflowFailException("the data changed between clean and train; run it again")

    @task
    def evaluate():
        """The model beside baselines, and the bundle's card, for whoever decides."""
        report = folder() / "evaluation.json"
        pocketrec(
            "evaluate", "--data", folder() / "data", "--json", report, *params()["evaluate_flags"]
        )
        pocketrec("card", folder() / "bundle", "--out", folder() / "card.md")

    @task
    def guard():
        """Refuses a bundle that is damaged, or whose figures fell by more than the margin; says
        what would change."""
        if (Path(params()["site"]) / "manifest.json").exists():
            pocketrec("diff", params()["site"], folder() / "bundle")
        promote_bundle("--dry-run")

    @task
    def promote():
        """By the rename of one small file; `pocketrec rollback SITE` is the way back."""
        promote_bundle()

    fetched, fingerprint = fetch(), clean()
    fetched >> fingerprint
    train(fingerprint) >> evaluate() >> guard() >> promote()


pocketrec_dag()
