"""The drills in a real JupyterLab: the same front end, and nothing typed in the saved file."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from powerwith import share, synth
from powerwith.bank import course_bank

pytestmark = pytest.mark.browser

SOON = 30_000
"""So long a kernel may take to answer on a busy machine, in milliseconds."""

CANARY = "CANARY-4711 what happened in the corridor"


@pytest.fixture(scope="module")
def lab(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab on a copy of the notebooks; the copy stays inside the course, where the bank is found."""
    copies = root / "_build" / "lab"
    shutil.rmtree(copies, ignore_errors=True)
    shutil.copytree(root / "notebooks", copies, ignore=shutil.ignore_patterns(".*"))
    home = tmp_path_factory.mktemp("jupyter")
    said = home / "said.log"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
        "--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True",
        f"--ServerApp.root_dir={copies}", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    places = {"JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home), "HOME": str(home)}
    with said.open("w") as log:  # a pipe that nobody reads would fill up and stop the kernel
        started = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=os.environ | places)
    try:
        yield _address(started, said)
    finally:
        started.terminate()
        started.wait(timeout=20)


def _address(started: "subprocess.Popen[bytes]", said: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := re.search(r"(http://127\.0\.0\.1:\d+/)lab", said.read_text()):
            return found[1]
        assert started.poll() is None, f"JupyterLab ended while it was starting:\n{said.read_text()}"
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab said no address in 60 s:\n{said.read_text()}")


def _run_all(page: Page, address: str, notebook: str = "phrasing-drills.ipynb", shows: str = ".pw-stage") -> None:
    page.set_default_timeout(60_000)
    page.goto(f"{address}lab/tree/{notebook}?reset")
    page.add_locator_handler(
        page.get_by_role("button", name="Select Kernel"), lambda button: button.click(), no_wait_after=True
    )
    page.set_viewport_size({"width": 1280, "height": 1000})
    expect(page.locator(".jp-Notebook .jp-CodeCell").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    _choose(page, "Run", "runmenu:run-all")
    expect(page.locator(shows).first).to_be_visible(timeout=60_000)


def _choose(page: Page, menu: str, command: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(f".lm-Menu-item[data-command='{command}']").click()


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_a_drill_answers_and_the_saved_notebook_holds_no_word_of_it(
    lab: str, root: Path, context: BrowserContext
) -> None:
    page = context.new_page()
    _run_all(page, lab)
    area = page.locator(".pw-stage textarea").first
    area.scroll_into_view_if_needed()
    area.fill(CANARY)
    drill = page.locator(".pw-stage").filter(has=page.locator("textarea")).first
    drill.get_by_role("button", name="Check my wording").click()
    expect(drill.locator(".pw-feedback")).to_be_visible()
    expect(drill).to_contain_text("Kept only while this notebook is running.")
    _choose(page, "File", "docmanager:save")
    saved = root / "_build" / "lab" / "phrasing-drills.ipynb"
    until = time.monotonic() + 20
    while not json.loads(saved.read_text(encoding="utf-8"))["cells"][2].get("outputs") and time.monotonic() < until:
        time.sleep(0.1)
    text = saved.read_text(encoding="utf-8")
    assert json.loads(text)["cells"][3]["outputs"], "the notebook was not saved with its outputs"
    assert "CANARY" not in text


TALK = """\
from powerwith.widgets import Practice

talk = Practice("the-envelope")
talk
"""


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_a_conversation_is_held_in_a_notebook_and_no_word_of_it_is_saved(
    lab: str, root: Path, context: BrowserContext
) -> None:
    cell = {"cell_type": "code", "id": "talk", "metadata": {}, "execution_count": None, "outputs": [], "source": TALK}
    saved = root / "_build" / "lab" / "talk.ipynb"
    kernel = json.loads((root / "notebooks" / "phrasing-drills.ipynb").read_text(encoding="utf-8"))["metadata"]
    whole = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    saved.write_text(json.dumps(whole), encoding="utf-8")
    page = context.new_page()
    _run_all(page, lab, "talk.ipynb")
    talk = page.locator(".pw-stage")
    for turn in range(1, 100):
        if talk.locator(".pw-feedback").is_visible():
            break
        if talk.locator(".pw-answering textarea").count():
            talk.locator(".pw-answering textarea").fill(CANARY)
            talk.get_by_role("button", name="Say it").click()
            expect(talk.locator(".pw-heard button").first).to_be_visible()
            talk.get_by_role("button", name="Choose from replies").click()
        replies = talk.locator(".pw-answering input")
        replies.nth(turn % replies.count()).check()
        talk.get_by_role("button", name="Say it").click()
    expect(talk.locator(".pw-feedback")).to_contain_text("How it ended")
    expect(talk).to_contain_text("Kept only while this notebook is running.")
    _choose(page, "File", "docmanager:save")
    until = time.monotonic() + 20
    while not json.loads(saved.read_text(encoding="utf-8"))["cells"][0].get("outputs") and time.monotonic() < until:
        time.sleep(0.1)
    text = saved.read_text(encoding="utf-8")
    assert json.loads(text)["cells"][0]["outputs"], "the notebook was not saved with its outputs"
    assert "CANARY" not in text
    assert "How it ended" not in text


PLAN = """\
from powerwith.widgets import Practice

plan = Practice("fade-out-schedule")
plan
"""


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_a_plan_is_made_in_a_notebook_and_no_word_of_it_is_saved(lab: str, root: Path, context: BrowserContext) -> None:
    cell = {"cell_type": "code", "id": "plan", "metadata": {}, "execution_count": None, "outputs": [], "source": PLAN}
    saved = root / "_build" / "lab" / "plan.ipynb"
    kernel = json.loads((root / "notebooks" / "phrasing-drills.ipynb").read_text(encoding="utf-8"))["metadata"]
    whole = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    saved.write_text(json.dumps(whole), encoding="utf-8")
    page = context.new_page()
    _run_all(page, lab, "plan.ipynb")
    plan = page.locator(".pw-stage")
    plan.get_by_label("The task", exact=True).first.fill(CANARY)
    plan.get_by_label("How is it done now?").first.select_option(index=2)
    plan.get_by_role("button", name="Move down: task 1").click()
    plan.get_by_role("button", name="Keep", exact=True).click()
    expect(plan.locator(".pw-paper figure").first).to_contain_text("CANARY")
    expect(plan).to_contain_text("Kept only while this notebook is running.")
    with page.expect_download() as started:
        plan.get_by_role("button", name="Save as plain text").click()
    assert CANARY in Path(started.value.path()).read_text(encoding="utf-8")
    _choose(page, "File", "docmanager:save")
    until = time.monotonic() + 20
    while not json.loads(saved.read_text(encoding="utf-8"))["cells"][0].get("outputs") and time.monotonic() < until:
        time.sleep(0.1)
    text = saved.read_text(encoding="utf-8")
    assert json.loads(text)["cells"][0]["outputs"], "the notebook was not saved with its outputs"
    assert "CANARY" not in text


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_a_slider_moves_the_groups_by_keyboard(lab: str, context: BrowserContext) -> None:
    page = context.new_page()
    _run_all(page, lab, "numbers-honestly.ipynb", ".jupyter-widgets .noUi-handle")
    shown = page.locator(".jp-OutputArea-output").filter(has=page.locator(".noUi-handle")).first
    said = shown.locator("figcaption")
    expect(said).to_contain_text("200 pretend groups of 8.", timeout=SOON)
    for _ in range(12):
        shown.locator(".noUi-handle").first.press("ArrowRight")
    expect(said).to_contain_text("200 pretend groups of 20.", timeout=SOON)
    before = said.inner_text()
    shown.get_by_role("button", name="Draw again").click()
    expect(said).not_to_have_text(before, timeout=SOON)
    expect(said).to_contain_text("200 pretend groups of 20.", timeout=SOON)


def _in_base64(words: str) -> list[str]:
    """How the words look inside a longer text in base64, wherever they begin."""
    return [base64.b64encode(b"." * shift + words.encode())[4:-4].decode() for shift in range(3)]


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_a_backup_is_read_in_the_kernel_and_no_word_of_it_is_saved(
    lab: str, root: Path, context: BrowserContext, tmp_path: Path
) -> None:
    page = context.new_page()
    _run_all(page, lab, "my-journal.ipynb", ".jupyter-widgets figure")
    asked = page.locator(".jp-OutputArea-output").filter(has=page.get_by_text("a backup file", exact=True)).first
    asked.get_by_text("a backup file", exact=True).click()
    expect(asked).to_contain_text("No file is chosen yet.", timeout=SOON)
    hostile = tmp_path / "holiday.json"
    hostile.write_text('{"format": "powerwith-backup", "v": 1, "entries": "<img src=x>"}', encoding="utf-8")
    too_large = tmp_path / "film.json"
    too_large.write_bytes(b" " * 30_000_000)
    asked.get_by_label("Choose the file:").set_input_files(too_large)
    expect(asked.get_by_role("status")).to_contain_text("film.json: the file is larger than 8,000,000 bytes.")
    asked.get_by_label("Choose the file:").set_input_files(hostile)
    expect(asked).to_contain_text("holiday.json: made: Field required.", timeout=SOON)
    expect(asked).to_contain_text("Until then, this shows the sample.", timeout=SOON)
    own = tmp_path / "own.json"
    sample = json.loads((root / "notebooks" / "sample-journal.json").read_text(encoding="utf-8"))
    kept = [entry for entry in sample["entries"] if entry["kind"] == "rewrite"][:2]
    for entry in kept:
        entry["response"]["text"] = CANARY
    own.write_text(json.dumps(sample | {"entries": kept}), encoding="utf-8")
    asked.get_by_label("Choose the file:").set_input_files(own)
    expect(asked).to_contain_text("2 answers from own.json.", timeout=SOON)
    expect(page.locator("figcaption").first).to_contain_text("Try 2:", timeout=SOON)
    assert not asked.locator("input[type=password]").is_visible()
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.get_by_text("Save Widget State Automatically").click()
    _choose(page, "File", "docmanager:save")
    saved = root / "_build" / "lab" / "my-journal.ipynb"
    until = time.monotonic() + 20
    while not json.loads(saved.read_text(encoding="utf-8"))["metadata"].get("widgets") and time.monotonic() < until:
        time.sleep(0.1)
    text = saved.read_text(encoding="utf-8")
    assert "PasswordModel" in text, "the test is about a notebook that stores what its controls hold"
    assert "CANARY" not in text
    assert not any(piece in text for piece in _in_base64(CANARY))


RATE = """stage => {
  for (const item of stage.querySelectorAll(".pw-rating")) item.querySelectorAll("input")[2].click();
}"""


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_a_rating_given_in_a_notebook_is_drawn_below_at_once(lab: str, context: BrowserContext) -> None:
    page = context.new_page()
    _run_all(page, lab, "self-assessment.ipynb", ".pw-stage")
    drawn = page.locator("figcaption").first
    expect(drawn).to_contain_text("Your total is 2.7 of 4, from 31 of 32 items.", timeout=SOON)
    scale = page.locator(".pw-stage").first
    scale.get_by_label("Before the course").check()
    scale.get_by_role("button", name="Begin").click()
    scale.evaluate(RATE)
    scale.get_by_role("button", name="Show all on one page").click()
    scale.get_by_role("button", name="See what it comes to").click()
    expect(drawn).to_contain_text("Your total is 2.0 of 4, from 32 of 32 items.", timeout=SOON)
    expect(page.get_by_text("1 answer from this notebook.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("It takes two ratings to see a change.")).to_be_visible(timeout=SOON)


@pytest.mark.may_complain("JupyterLab's own requests may fail without a network")
def test_files_and_pasted_codes_are_counted_and_the_saved_notebook_holds_none(
    lab: str, root: Path, context: BrowserContext, tmp_path: Path
) -> None:
    did = ("the-brown-envelope",)
    made = synth.shares(course_bank().exercises, did, people=14, cohort="synth-picked", seed=2)
    files = [tmp_path / f"from-{number}.json" for number in range(len(made))]
    for file, one in zip(files, made, strict=True):
        file.write_text(share.text(one), encoding="utf-8")
    page = context.new_page()
    _run_all(page, lab, "cohort-workshop.ipynb", ".jupyter-widgets input[type=radio]")
    page.get_by_label("files that I choose").check()
    with page.expect_file_chooser(timeout=SOON) as chosen:
        page.get_by_role("button", name="Choose files").press("Enter")
    chosen.value.set_files(files)
    expect(page.get_by_text("of the cohort synth-picked handed something in.").first).to_be_visible(timeout=SOON)
    expect(page.get_by_role("button", name="Choose files (0)")).to_be_visible()
    bank = course_bank().exercises
    more = synth.shares(bank, did, people=6, cohort="synth-picked", seed=9)
    codes = [share.write_code(each, share.keys(bank[did[0]]), one.share) for one in more for each in one.answers]
    box = page.get_by_role("textbox", name="Paste codes")
    box.focus()
    page.keyboard.insert_text("\n".join(codes))
    box.press("Tab")
    expect(page.get_by_text("20 people of the cohort synth-picked handed something in.").first).to_be_visible(
        timeout=SOON
    )
    expect(box).to_have_value("")
    copies = root / "_build" / "lab"
    assert (copies / "synth-picked.powerwith-published.json").is_file()
    _choose(page, "File", "docmanager:save")
    saved = copies / "cohort-workshop.ipynb"
    until = time.monotonic() + 20
    while '"data": {' not in saved.read_text(encoding="utf-8") and time.monotonic() < until:
        time.sleep(0.1)
    text = saved.read_text(encoding="utf-8")
    assert '"data": {' in text, "the notebook was not saved with its outputs"
    assert not [one.share for one in made if one.share in text] and "from-3" not in text
    assert not [one for one in codes if one in text or one[4:14] in text]
