"""The DAG in a real Airflow: it loads, runs on the sample, and refuses what it should.

    python tests/trainer/airflow/dag_test.py POCKETREC

with AIRFLOW_HOME a folder of its own; `./dev airflow` sets it up.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag

PROGRAM = str(Path(sys.argv.pop()).resolve())
DAGS = Path(__file__).parents[3] / "trainer" / "airflow"
FITTED = ["--epochs", "4", "--no-validate"]
GOOD = ["--factors", "16", *FITTED, "--no-map"]
WORSE = ["--factors", "2", "--epochs", "1", "--no-validate", "--no-map"]
MEASURED = ["--models", "popularity,softmax", "--k", "20", "--factors", "16", *FITTED]
STEPS = ["fetch", "clean", "train", "evaluate", "guard", "promote"]


def read(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


class PocketrecDag(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bag = DagBag(str(DAGS))
        cls.home = Path(tempfile.mkdtemp(prefix="pocketrec-dag-"))
        cls.source = cls.home / "source"
        sample = ["--users", "600", "--interactions", "12000"]
        subprocess.run([PROGRAM, "sample", "--out", cls.source, *sample], check=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.home)

    def run_dag(self, name, **params):
        """States of the steps by name, and the run's own folder."""
        work = self.home / name
        own = {"program": PROGRAM, "source": str(self.source), "work": str(work)}
        own |= {"site": str(self.home / "site"), "train_flags": GOOD, "evaluate_flags": MEASURED}
        done = self.bag.dags["pocketrec"].test(run_conf=own | params)
        states = {task.task_id: str(task.state) for task in done.get_task_instances()}
        return states, next(work.iterdir())

    def test_1_loads(self):
        self.assertEqual(self.bag.import_errors, {})
        dag = self.bag.dags["pocketrec"]
        self.assertEqual([task.task_id for task in dag.topological_sort()], STEPS)

    def test_2_promotes_the_sample(self):
        states, made = self.run_dag("first")
        self.assertEqual(states, dict.fromkeys(STEPS, "success"))
        served = read(self.home / "site" / "manifest.json")
        self.assertEqual(served, read(made / "bundle" / "manifest.json"))
        fingerprint = read(made / "cleaning.json")["fingerprint"]
        self.assertEqual(served["data"]["fingerprint"], fingerprint)
        names = [model["name"] for model in read(made / "evaluation.json")["models"]]
        self.assertIn("softmax", names)
        self.assertIn(fingerprint, (made / "card.md").read_text(encoding="utf-8"))

    def test_3_refuses_a_worse_model(self):
        before = read(self.home / "site" / "manifest.json")
        states, made = self.run_dag("worse", train_flags=WORSE)
        self.assertEqual(states["evaluate"], "success")
        self.assertEqual(states["guard"], "failed")
        self.assertEqual(states["promote"], "upstream_failed")
        self.assertNotEqual(read(made / "bundle" / "manifest.json"), before)
        self.assertEqual(read(self.home / "site" / "manifest.json"), before)

    def test_4_refuses_other_data(self):
        states, _ = self.run_dag("other", fingerprint="0" * 64)
        self.assertEqual((states["fetch"], states["clean"]), ("success", "failed"))
        self.assertEqual(states["promote"], "upstream_failed")

    def test_5_refuses_data_that_do_not_have_their_checksums(self):
        source = self.home / "damaged"
        shutil.copytree(self.source, source)
        (source / "SHA256SUMS").write_text("0" * 64 + "  Ratings.csv\n", encoding="utf-8")
        states, _ = self.run_dag("damaged-run", source=str(source))
        self.assertEqual((states["fetch"], states["clean"]), ("failed", "upstream_failed"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
