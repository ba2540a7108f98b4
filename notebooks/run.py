"""Executes the notebooks from top to bottom, and leaves build/notebooks/NAME.ipynb and NAME.html.

  python notebooks/run.py [NAME ...]     all of them, or those whose name begins so

Exit code 1 where one raises: what it had done until then is left to be looked at.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from jinja2 import DictLoader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "build" / "notebooks"
MOST_SECONDS_A_CELL = 900

# Code is folded away: one reader in three wants it. Nothing is loaded from elsewhere.
TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_css -%}
{{ super() }}
<style>
  body.jp-Notebook { max-width: 62rem; margin: 0 auto; padding: 1rem 1.5rem 6rem; }
  .jp-InputPrompt, .jp-OutputPrompt, .jp-Collapser, .jp-InputCollapser { display: none; }
  details.code > summary { color: #555; cursor: pointer; font: 0.8rem sans-serif; }
  .jp-RenderedHTMLCommon table { margin: 0.5rem 0; font-size: 0.85rem; }
  .jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th { vertical-align: top; max-width: 34rem; }
  .jp-RenderedHTMLCommon th { text-align: left; }
  .jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th { padding: 0.25rem 0.6rem 0.25rem 0; }
  .scrolled { overflow-x: auto; }
  .jp-OutputArea-output pre { white-space: pre-wrap; }
</style>
{%- endblock -%}
{%- block data_png scoped -%}
<div class="jp-RenderedImage jp-OutputArea-output">
<img src="data:image/png;base64,{{ output.data['image/png'] | escape_html }}"
  alt="{{ output | get_metadata('alt', 'image/png') | escape_html }}"
  width="{{ output | get_metadata('width', 'image/png') }}">
</div>
{%- endblock data_png -%}
{%- block input_group -%}
<details class="code"><summary>code</summary>{{ super() }}</details>
{%- endblock -%}
"""


def exporter() -> HTMLExporter:
    """Pages that stand alone."""
    html = HTMLExporter(extra_loaders=[DictLoader({"pocketrec": TEMPLATE})])
    html.template_file = "pocketrec"
    html.mathjax_url = html.require_js_url = html.mermaid_js_url = ""
    return html


def execute(source: Path) -> bool:
    """Runs one notebook and writes it; False where it raised."""
    notebook = jupytext.read(source)
    client = NotebookClient(
        notebook,
        timeout=MOST_SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(HERE)}},
        extra_arguments=["--log-level=40"],  # errors alone
    )
    begin = time.monotonic()
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = error
    nbformat.write(notebook, OUT / f"{source.stem}.ipynb")
    name = source.stem.replace("_", " ")
    body, _ = exporter().from_notebook_node(notebook, {"metadata": {"name": name}})
    (OUT / f"{source.stem}.html").write_text(body)
    seconds = time.monotonic() - begin
    if failure is None:
        print(f"{source.stem}: {seconds:.0f} s, build/notebooks/{source.stem}.html", flush=True)
        return True
    print(f"{source.stem}: failed after {seconds:.0f} s", flush=True)
    print(re.sub(r"\x1b\[[0-9;]*m", "", str(failure)), file=sys.stderr)
    return False


def main(wanted: list[str]) -> int:
    """Executes the notebooks that were asked for."""
    sources = sorted(HERE.glob("[0-9]_*.py"))
    if wanted:
        sources = [s for s in sources if any(s.stem.startswith(name) for name in wanted)]
    if not sources:
        print(f"no notebook begins with {' or '.join(wanted)}", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    passed = [execute(source) for source in sources]
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed", flush=True)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
