"""The pages that are compared: the same drill in our book, as an anywidget, and as a jupyterquiz question.

All three carry the same prose and the same texts. The rivals are built by Jupyter Book as it comes, with its own
theme. A widget with Python callbacks needs a kernel, which a page does not have, so the ipywidgets route is the
ordinary one without: an anywidget whose script is written for this one drill, shown by the widget manager from the
page's own host.
"""

import json
import shutil
from pathlib import Path

import nbformat
from stand import CACHE, ROOT, STOCK, esbuild, npm_packages, run, stock_python

from powerwith.bank import load_bank
from powerwith.model import Choice
from powerwith.serve import build_book

DRILL = "behind-with-the-rent"
PROSE = """\
# One drill

You need to know what happened, and the first words decide a good deal of what you will hear.
Read the scene, choose what you would say, and look at what those words do.
"""

STOCK_CONFIG = """\
title: The stock book
author: Power With
only_build_toc_files: true
exclude_patterns: [_build, ".*", "**/.*"]
execute: {execute_notebooks: force}
repository: {url: ""}
sphinx:
  recursive_update: true
  config:
    html_static_path: [served]
    nb_ipywidgets_js:
      embed/require.min.js: {}
      embed/embed-amd.js: {data-jupyter-widgets-cdn: "_static/embed/cdn/"}
"""

WIDGET = '''\
import anywidget
import traitlets


class Drill(anywidget.AnyWidget):
    _esm = """
    function render({ model, el }) {
      const { question, options } = model.get("drill");
      const group = document.createElement("fieldset");
      group.append(Object.assign(document.createElement("legend"), { textContent: question }));
      options.forEach((option, index) => {
        const label = document.createElement("label");
        const radio = Object.assign(document.createElement("input"), { type: "radio", name: "drill", value: index });
        label.append(radio, " ", option.text);
        group.append(label, document.createElement("br"));
      });
      const button = Object.assign(document.createElement("button"), { textContent: "See how it lands" });
      const feedback = Object.assign(document.createElement("p"), { className: "drill-feedback" });
      feedback.setAttribute("role", "status");
      button.addEventListener("click", () => {
        const chosen = group.querySelector(":checked");
        feedback.textContent = chosen ? options[chosen.value].feedback : "Choose a reply first.";
      });
      el.classList.add("drill");
      el.append(group, button, feedback);
    }
    export default { render };
    """
    drill = traitlets.Dict().tag(sync=True)


Drill(drill=DRILL)
'''

QUIZ = """\
from jupyterquiz import display_quiz

display_quiz([QUESTION])
"""


def drill() -> Choice:
    """The exercise that all pages carry."""
    exercises = load_bank(ROOT / "exercises").exercises
    found = exercises.get(DRILL) or next(
        one for one in exercises.values() if isinstance(one, Choice) and not one.contexts
    )
    assert isinstance(found, Choice)
    return found


def our_page() -> Path:
    """Our book with one page and one drill on it; returns the built folder."""
    chosen = drill()
    project = _fresh("one-drill")
    shutil.copyfile(ROOT / "_config.yml", project / "_config.yml")
    shutil.copytree(ROOT / "book", project / "book")
    source = next((ROOT / "exercises").rglob(f"{chosen.id}.yml"))
    copy = project / source.relative_to(ROOT)
    copy.parent.mkdir(parents=True)
    shutil.copyfile(source, copy)
    (project / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (project / "index.md").write_text(f"{PROSE}\n```{{practice}} {chosen.id}\n```\n", encoding="utf-8")
    if problem := build_book(project):
        raise SystemExit(problem)
    return project / "_build" / "html"


def our_book() -> Path:
    """The whole course as it is; returns the built folder."""
    shutil.rmtree(CACHE / "course" / "_build" / "html", ignore_errors=True)
    shutil.rmtree(CACHE / "course" / "_build" / ".doctrees", ignore_errors=True)
    if problem := build_book(ROOT, into=CACHE / "course"):
        raise SystemExit(problem)
    return CACHE / "course" / "_build" / "html"


def stock_book() -> Path:
    """Jupyter Book as it comes: a plain page, the drill as a widget, the drill as a quiz; returns the built folder."""
    python = stock_python()
    project = _fresh("stock-book")
    (project / "_config.yml").write_text(STOCK_CONFIG, encoding="utf-8")
    chapters = "chapters:\n  - file: widget\n  - file: quiz\n"
    (project / "_toc.yml").write_text(f"format: jb-book\nroot: index\n{chapters}", encoding="utf-8")
    (project / "index.md").write_text(PROSE, encoding="utf-8")
    chosen = drill()
    texts = [{"text": f"“{one.text}”", "feedback": one.feedback} for one in chosen.options]
    given = {"question": chosen.question, "options": texts}
    question = {
        "question": chosen.question,
        "type": "multiple_choice",
        "answers": [
            {"answer": each["text"], "correct": one.effect == "helps", "feedback": each["feedback"]}
            for each, one in zip(texts, chosen.options, strict=True)
        ],
    }
    _notebook(project / "widget.ipynb", chosen.prompt, WIDGET.replace("=DRILL)", f"={json.dumps(given)})"))
    first_only = question | {"answers": _one_correct(question["answers"])}
    _notebook(project / "quiz.ipynb", chosen.prompt, QUIZ.replace("QUESTION", repr(first_only)))
    _manager(project / "served" / "embed")
    jupyter_book = python.with_name("jupyter-book")
    run(str(jupyter_book), "build", str(project), "-q")
    return project / "_build" / "html"


def _one_correct(answers: list[dict[str, object]]) -> list[dict[str, object]]:
    """jupyterquiz turns a question with two good answers into another kind; the first one counts here."""
    seen = False
    kept = []
    for answer in answers:
        kept.append(answer | {"correct": bool(answer["correct"]) and not seen})
        seen = seen or bool(answer["correct"])
    return kept


def _notebook(path: Path, prompt: str, code: str) -> None:
    cells = [nbformat.v4.new_markdown_cell(f"{PROSE}\n{prompt}"), nbformat.v4.new_code_cell(code)]
    cells[1].metadata["tags"] = ["remove-input"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def _manager(folder: Path) -> None:
    """The widget manager from the page's own host, shortened as the usual host would serve it."""
    modules = npm_packages()
    folder.mkdir(parents=True)
    esbuild(modules / "requirejs" / "require.js", folder / "require.min.js", "--minify")
    shutil.copyfile(modules / "@jupyter-widgets" / "html-manager" / "dist" / "embed-amd.js", folder / "embed-amd.js")
    ours = next((STOCK / "share" / "jupyter" / "nbextensions" / "anywidget").glob("index.js"))
    versions = (folder / "cdn" / "anywidget@~0.11.*" / "dist", folder / "cdn" / "anywidget@0.11.0" / "dist")
    for target in versions:
        target.mkdir(parents=True)
        shutil.copyfile(ours, target / "index.js")


def _fresh(name: str) -> Path:
    project = CACHE / name
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    return project


if __name__ == "__main__":
    for make in (our_page, stock_book):
        print(make())
