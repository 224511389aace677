"""What the workflows run in a shell does what it promises: content is told from code, and a report keeps one issue.

The shell is that of the workflows; GitHub's program `gh` and the command `kb.py` are stood in for.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from kbase.core.records.owner import CONTENT
from tests.repositories import ROOT, commit, git
from tests.test_workflows import jobs, steps

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="the workflows run on Linux, in bash"
)

GH = """\
import json, os, pathlib, sys
file = pathlib.Path(__file__).with_name("issues.json")
issues = json.loads(file.read_text())
what, rest = sys.argv[2], sys.argv[3:]
given = dict(zip(rest, rest[1:]))
assert os.environ["GH_TOKEN"] == "token" and os.environ["GH_REPO"] == "owner/name"
body = pathlib.Path(given["--body-file"]).read_text() if "--body-file" in given else given.get("--comment", "")
if what == "list":
    assert (given["--app"], given["--state"], given["--json"]) == ("github-actions", "open", "number,title")
    assert given["--jq"] == "map(select(.title == env.TITLE)) | .[0].number // empty"
    ours = [i for i in issues if i["open"] and i["app"] and i["title"] == os.environ["TITLE"]]
    print(ours[0]["number"] if ours else "")
elif what == "create":
    new = {"number": len(issues) + 1, "open": True, "app": True, "title": given["--title"], "body": body, "said": []}
    issues.append(new)
else:
    (issue,) = [i for i in issues if str(i["number"]) == rest[0]]
    if what == "view":
        print(issue["body"].replace("\\n", "\\r\\n"))
    elif what == "edit":
        issue["body"] = body
    elif what in ("comment", "close"):
        issue["said"].append(body)
        issue["open"] = what == "comment"
file.write_text(json.dumps(issues))
"""
"""Keeps issues in a file. It knows no other words than those that the workflow uses."""

STRANGERS = {"number": 1, "open": True, "app": False, "title": "Due", "body": "Mine", "said": []}
"""Somebody's own issue of the same title."""

KB = """\
import os, pathlib, sys
words = " ".join(sys.argv[2:])
outcome = pathlib.Path(__file__).with_name("outcomes") / words.replace("/", "_")
print(f"noise of {words}", file=sys.stderr)
code, _, text = outcome.read_text().partition("\\n") if outcome.is_file() else ("0", "", "")
print(text, end="")
if words == "lock --upgrade" and text:
    lock = pathlib.Path("requirements.txt")
    lock.write_text(lock.read_text().replace("a==1.0", "a==2.0").replace("01", "02", 1))
sys.exit(int(code))
"""


def program(folder: Path, name: str, code: str) -> None:
    """A program of this name that Python runs."""
    (folder / f"{name}.py").write_text(code, encoding="utf-8")
    (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder}/{name}.py" "$@"\n', encoding="utf-8")
    (folder / name).chmod(0o755)


def shell(run: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the text of a step as GitHub does, with the programs in `folder` first."""
    surroundings = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "RUNNER_TEMP": str(folder), **env}
    command = ["bash", "--noprofile", "--norc", "-e", "-c", run]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def step(workflow: str, job: str, name: str) -> Any:
    (found,) = (step for step in steps(jobs()[workflow, job]) if step["name"] == name)
    return found


# Content and code


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """A repository in which one file of each kind was committed."""
    git(tmp_path, "init", "--quiet")
    for file in (
        "docs/data/sources.yml",
        "docs/assets/a.png",
        "docs/assets/search.js",
        "hooks/adapter.py",
        "README.md",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("1", encoding="utf-8")
    commit(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["docs/data/sources.yml", "docs/ru/new.md", "docs/assets/new.webp"], "false"),
        (["hooks/kbase/core/spelling/words/ru.txt"], "false"),
        (["docs/assets/search.js"], "true"),
        (["docs/data/sources.yml", "hooks/adapter.py"], "true"),
        (["docs/assets/deep/a.png"], "true"),
        (["README.md"], "true"),
        (["new"], "true"),
    ],
)
def test_a_change_of_content_alone_is_told_from_others(pull_request: Path, files: list[str], code: str) -> None:
    for file in files:
        (pull_request / file).parent.mkdir(parents=True, exist_ok=True)
        (pull_request / file).write_text("2", encoding="utf-8")
    commit(pull_request)
    assert told_code(pull_request, "pull_request") == code
    assert told_code(pull_request, "push") == told_code(pull_request, "merge_group") == "true"


def test_code_that_becomes_content_is_code(pull_request: Path) -> None:
    git(pull_request, "mv", "hooks/adapter.py", "docs/data/adapter.yml")
    commit(pull_request)
    assert told_code(pull_request, "pull_request") == "true"


def test_what_cannot_be_compared_is_code(pull_request: Path) -> None:
    """There is no commit before."""
    assert told_code(pull_request, "pull_request") == "true"


def told_code(folder: Path, event: str) -> str:
    run = step("check.yml", "scope", "Tell content from code")["run"]
    output = folder.parent / f"{folder.name}-output"
    output.unlink(missing_ok=True)
    ended = shell(run, folder, EVENT=event, GITHUB_OUTPUT=str(output))
    assert ended.returncode == 0, ended.stderr
    return output.read_text(encoding="utf-8").strip().removeprefix("code=")


def test_content_is_what_code_owners_are_not_asked_about() -> None:
    run: str = step("check.yml", "scope", "Tell content from code")["run"]
    excluded = [part.rpartition(")")[2].strip("'") for part in run.split() if part.startswith("':(exclude")]
    assert [f"/{path}" for path in excluded] == [*CONTENT]


def test_tests_are_left_out_only_where_nothing_but_content_changes() -> None:
    assert jobs()["check.yml", "tests"]["if"] == "needs.scope.outputs.code == 'true'"
    assert jobs()["check.yml", "scope"]["outputs"] == {"code": "${{ steps.scope.outputs.code }}"}
    assert "if" not in jobs()["check.yml", "content"]


# One issue


class Issues:
    """Issues that the step `Keep one issue` writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        program(folder, "gh", GH)
        self._file.write_text(json.dumps([STRANGERS]), encoding="utf-8")

    @property
    def _file(self) -> Path:
        return self._folder / "issues.json"

    @property
    def ours(self) -> list[dict[str, Any]]:
        """All of them but that of a stranger, which stays as it was."""
        first, *others = json.loads(self._file.read_text(encoding="utf-8"))
        assert first == STRANGERS
        return others

    def tell(self, report: str, announce: str = "false", title: str = "Due") -> None:
        env = {"GH_TOKEN": "token", "GH_REPO": "owner/name", "TITLE": title, "ABOUT": "Why `it` is.", "RUN": "run/1"}
        run = step("report.yml", "tell", "Keep one issue")["run"]
        ended = shell(run, self._folder, **env, REPORT=report, ANNOUNCE=announce)
        assert ended.returncode == 0, ended.stderr


@pytest.fixture
def issues(tmp_path: Path) -> Issues:
    return Issues(tmp_path)


def test_what_is_found_is_one_issue_however_often_it_is_found(issues: Issues) -> None:
    for report in ("- [ ] `a`: $(id) %s\n", "- [ ] `b`\n"):
        issues.tell(report)
        (issue,) = issues.ours
        assert issue["body"].startswith(f"Why `it` is.\n\n{report}") and "Found by run/1." in issue["body"]
    assert issue["open"] and issue["said"] == []
    issues.tell("- [ ] `a`\n", title="Links")
    assert [issue["title"] for issue in issues.ours] == ["Due", "Links"]


@pytest.mark.parametrize("nothing", ["", "\n", " \n\n"])
def test_nothing_found_opens_none_and_closes_the_one_that_is_open(issues: Issues, nothing: str) -> None:
    issues.tell(nothing)
    assert issues.ours == []
    issues.tell("- [ ] `a`\n")
    issues.tell(nothing)
    (issue,) = issues.ours
    assert not issue["open"] and issue["said"] == ["There is nothing left of it: run/1"]
    issues.tell("- [ ] `a`\n")
    assert [issue["open"] for issue in issues.ours] == [False, True]


def test_what_is_new_is_a_comment_where_it_is_to_be_announced(issues: Issues) -> None:
    """A text that is rewritten sends no mail; the same found again is no news."""
    for report in ("- [ ] `a`\n", "- [ ] `a`\n- [ ] `b`\n", "- [ ] `b`\n"):
        issues.tell(report, announce="true")
    issues.tell("- [ ] `c`\n")
    (issue,) = issues.ours
    assert issue["said"] == ["- [ ] `b`\n"] and "- [ ] `c`" in issue["body"]


def test_only_what_must_be_known_at_once_is_announced() -> None:
    callers = {name: job["with"] for name, job in jobs().items() if "report.yml" in job.get("uses", "")}
    assert [name for name, given in callers.items() if given.get("announce") == "true"] == [
        ("weekly.yml", "advisories")
    ]
    titles = [given["title"] for given in callers.values()]
    assert len({*titles}) == len(titles) == 7
    assert all("python3 scripts/kb.py " in given["about"] for given in callers.values())


@pytest.mark.parametrize("guide", ["KEEPING.md", "KEEPING.ru.md"])
def test_whoever_keeps_the_repository_finds_each_issue_with_its_command(guide: str) -> None:
    rows = [line for line in (ROOT / guide).read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    for job in jobs().values():
        if "report.yml" in job.get("uses", ""):
            (row,) = (row for row in rows if f"| {job['with']['title']} |" in row)
            command = row.split("`")[1]
            assert f"`{command}" in job["with"]["about"], row


# What is found


class Looked:
    """What the step `Look` of a job found, run in a repository in which `kb.py` ends as it is told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tools = folder / "tools"
        (self._tools / "outcomes").mkdir(parents=True)
        program(self._tools, "python3", KB)
        (folder / "work").mkdir()
        git(folder / "work", "init", "--quiet")
        (folder / "work/requirements.txt").write_text(
            "a==1.0 \\\n    --hash=sha256:01\nb==1.0 \\\n    --hash=sha256:01\n"
        )
        commit(folder / "work")

    def ends(self, words: str, text: str = "", code: int = 0) -> None:
        """From now on, `kb.py` with these words prints a text and ends with a code."""
        (self._tools / "outcomes" / words.replace("/", "_")).write_text(f"{code}\n{text}", encoding="utf-8")

    def report(self, job: tuple[str, str]) -> str | None:
        """The text that the job hands over; None where it fails."""
        output = self._folder / "output"
        output.write_text("", encoding="utf-8")
        run = f'cd "{self._folder}/work"\n' + step("report.yml", "look", "Look")["run"]
        ended = shell(run, self._tools, LOOK=jobs()[job]["with"]["look"], GITHUB_OUTPUT=str(output))
        if ended.returncode:
            return None
        opening, *lines, closing = output.read_text(encoding="utf-8").splitlines(keepends=True)
        assert opening == f"report<<{closing}" and "noise" not in "".join(lines).partition("~~~")[0]
        return "".join(lines)


@pytest.fixture
def looked(tmp_path: Path) -> Looked:
    return Looked(tmp_path)


ADVISORIES = ("weekly.yml", "advisories")


def test_what_a_command_lists_is_the_report(looked: Looked) -> None:
    looked.ends("due --format markdown --language en", "## Plans (1)\n\n- [ ] `a`\n")
    looked.ends("links --format markdown", "- [ ] `b`\n")
    looked.ends("tasks --format markdown --language en", "English\n")
    looked.ends("tasks --format markdown --language ru", "По-русски\n")
    assert looked.report(("monthly.yml", "due")) == "## Plans (1)\n\n- [ ] `a`\n"
    assert looked.report(("monthly.yml", "links")) == "- [ ] `b`\n"
    assert looked.report(("monthly.yml", "tasks")) == "English\n\nПо-русски\n"


@pytest.mark.parametrize(("code", "is_told"), [(0, True), (1, True), (2, False)])
def test_advisories_that_could_not_be_asked_for_change_no_issue(looked: Looked, code: int, is_told: bool) -> None:
    looked.ends("lock --advisories --format markdown", "- [ ] `a 1.0`\n" if code == 1 else "", code)
    assert looked.report(ADVISORIES) == (("- [ ] `a 1.0`\n" if code else "") if is_told else None)


@pytest.mark.parametrize(
    ("job", "command"),
    [
        ("packages", "offline --pdf"),
        ("packages", "offline --verify packages"),
        ("spare-engine", "test --all tests/real/test_spare_engine.py"),
    ],
)
def test_a_failure_is_told_with_its_last_lines_and_a_success_is_not(looked: Looked, job: str, command: str) -> None:
    assert looked.report(("weekly.yml", job)) == ""
    looked.ends(command, "".join(f"line {number}\n" for number in range(100)), 3)
    report = looked.report(("weekly.yml", job)) or ""
    assert report.count("### ") == 1 and f"### `python3 scripts/kb.py {command}`: failed (3)\n" in report
    assert "line 99\n" in report and "line 30\n" not in report


def test_newer_packages_are_told_with_what_the_tests_and_the_search_say(looked: Looked) -> None:
    assert looked.report(("monthly.yml", "upgrade")) == "", "nothing is newer"
    looked.ends("lock --upgrade", "written\n")
    looked.ends("test", "1 failed\n", 1)
    looked.ends("bench search", "0.93\n")
    report = (looked.report(("monthly.yml", "upgrade")) or "").replace("written\n", "")
    assert report.startswith("~~~~~~diff\n-a==1.0\n+a==2.0\n~~~~~~\n")
    outcomes = [line for line in report.splitlines() if line.startswith("### ")]
    assert [line.partition("kb.py ")[2] for line in outcomes] == [
        "test`: failed (1)",
        "build`: passed",
        "bench search`: passed",
    ]
    assert "1 failed\n" in report and "0.93\n" in report


def test_a_long_report_is_cut_between_two_lines(looked: Looked) -> None:
    line = f"- [ ] {'я' * 50}\n"
    looked.ends("links --format markdown", line * 1000)
    report = looked.report(("monthly.yml", "links")) or ""
    assert len(report.encode()) < 60_000 and report.replace(line, "") == "\n(cut: the log of the run has the rest)\n"


def test_nothing_that_is_reported_can_be_taken_for_the_end_of_it(looked: Looked) -> None:
    """Or whoever writes a line of a record could hand over an output of their own."""
    text = dedent("""\
        end
        EOF
        report<<x
        code=false
    """)
    looked.ends("links --format markdown", text)
    assert looked.report(("monthly.yml", "links")) == text
