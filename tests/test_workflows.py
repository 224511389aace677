"""What stands in `.github`: workflows that a stranger's pull request cannot misuse, and forms that GitHub accepts.

zizmor and check-jsonschema know GitHub's rules; the tests beside them hold what only this project promises. All of it
is offline.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands import NAMES
from kbase.core.records.vocabulary import Seen
from launcher.places import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
FORMS = sorted(set((GITHUB / "ISSUE_TEMPLATE").iterdir()) - {GITHUB / "ISSUE_TEMPLATE" / "config.yml"})
TEXTS = [*FORMS, GITHUB / "pull_request_template.md"]

PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
"""An action of GitHub's own by its commit, with the version that a reader can check and Dependabot renews."""

OURS = re.compile(r"\$/(\.github/workflows/[a-z]+\.yml)")
"""A workflow of this repository, of the very commit that runs."""

TRIGGERS = {
    "check.yml": {"pull_request": "", "merge_group": "", "workflow_call": ""},
    "monthly.yml": {"schedule": [{"cron": "43 3 2 * *"}], "workflow_dispatch": ""},
    "publish.yml": {"push": {"branches": ["main"]}, "workflow_dispatch": ""},
    "weekly.yml": {"schedule": [{"cron": "17 4 * * 1"}], "workflow_dispatch": ""},
}
REPORTS = {"contents": "read", "issues": "write"}
"""What a caller grants to report.yml, which gives each of its two jobs one of them."""

PERMISSIONS = {
    ("check.yml", "scope"): {"contents": "read"},
    ("check.yml", "content"): {"contents": "read"},
    ("check.yml", "tests"): {"contents": "read"},
    ("publish.yml", "check"): {"contents": "read"},
    ("publish.yml", "build"): {"contents": "read", "pages": "read"},
    ("publish.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("report.yml", "look"): {"contents": "read"},
    ("report.yml", "tell"): {"issues": "write"},
    ("weekly.yml", "tests"): {"contents": "read"},
    **{("weekly.yml", name): REPORTS for name in ("advisories", "packages", "spare-engine")},
    **{("monthly.yml", name): REPORTS for name in ("due", "links", "tasks", "upgrade")},
}


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def read(path: Path) -> Any:
    """The YAML of a file, all scalars as text: `on` stays "on"."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def jobs() -> dict[tuple[str, str], Any]:
    return {(path.name, name): job for path in WORKFLOWS for name, job in read(path)["jobs"].items()}


def jobs_of(workflow: str) -> dict[str, Any]:
    return {name: job for (path, name), job in jobs().items() if path == workflow}


def steps(job: Any) -> list[Any]:
    return job.get("steps", [])


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    """zizmor at its most pedantic, ignoring configuration and inline ignores."""
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert program, "zizmor is not in the environment"
    strict = ("--offline", "--persona=pedantic", "--strict-collection", "--no-config", "--no-ignores")
    command = [program, *strict, "--quiet", "--no-progress", "--color=never", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def schema_check(schema: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--color=never", "--builtin-schema", schema, *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


# What the tools say


def test_zizmor_finds_nothing() -> None:
    ended = zizmor(GITHUB)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"  pull_request:\n", "  pull_request_target:\n"),
        (r"checkout@[0-9a-f]{40} # ", "checkout@"),
        (r"permissions: \{\}", "permissions: write-all"),
        (r"python3 scripts/kb\.py build", "echo ${{ github.event.pull_request.title }}"),
    ],
)
def test_zizmor_would_find_something(right: str, wrong: str, tmp_path: Path) -> None:
    """Its silence means something: it does read our workflows and is not switched off."""
    shutil.copytree(GITHUB, tmp_path / ".github")
    spoilt = tmp_path / ".github" / "workflows" / "check.yml"
    text, count = re.subn(right, wrong, spoilt.read_text(encoding="utf-8"))
    assert count
    spoilt.write_text(text, encoding="utf-8")
    assert zizmor(tmp_path / ".github").returncode > 10


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.citation-file-format", [GITHUB.parent / "CITATION.cff"]),
    ],
)
def test_github_accepts_the_files(schema: str, paths: list[Path]) -> None:
    ended = schema_check(schema, *paths)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_wrong_form_is_not_accepted(tmp_path: Path) -> None:
    spoilt = tmp_path / "form.yml"
    spoilt.write_text(FORMS[0].read_text(encoding="utf-8").replace("type: textarea", "type: text"), encoding="utf-8")
    assert schema_check("vendor.github-issue-forms", spoilt).returncode == 1


# Workflows


def test_workflows_start_only_as_meant() -> None:
    started = {path.name: read(path)["on"] for path in WORKFLOWS}
    assert set(started.pop("report.yml")) == {"workflow_call"}, "with what it is to be told"
    assert started == TRIGGERS


def test_every_job_may_do_only_what_it_must() -> None:
    assert all(read(path)["permissions"] == {} for path in WORKFLOWS)
    assert {name: job.get("permissions") for name, job in jobs().items()} == PERMISSIONS


def test_no_secret_is_named_but_the_token_of_the_job_that_writes_issues() -> None:
    secret = re.compile(r"secrets|github\.token|GITHUB_TOKEN")
    for path in WORKFLOWS:
        lines = re.sub(r"#.*", "", path.read_text(encoding="utf-8")).splitlines()
        named = [line.strip() for line in lines if secret.search(line)]
        assert named == (["GH_TOKEN: ${{ github.token }}"] if path.name == "report.yml" else [])
    assert "GH_TOKEN" in str(jobs()["report.yml", "tell"]) and "GH_TOKEN" not in str(jobs()["report.yml", "look"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=names(WORKFLOWS))
def test_actions_are_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"^[ -]*uses: *(.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert used
    for reference in used:
        ours = OURS.fullmatch(reference)
        assert (ROOT / ours[1]).is_file() if ours else PINNED.fullmatch(reference), reference


def test_an_action_has_one_version_everywhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pins = set(PINNED.findall(text))
    assert len(pins) == len({pin.split("@")[0] for pin in pins}), sorted(pins)


def test_each_checkout_has_the_whole_history_and_leaves_no_token() -> None:
    checkouts = [step for job in jobs().values() for step in steps(job) if "actions/checkout@" in step.get("uses", "")]
    assert len(checkouts) == sum("runs-on" in job for job in jobs().values()) - 2, "all but the two that write"
    assert all(step["with"] == {"fetch-depth": "0", "persist-credentials": "false"} for step in checkouts)


def test_who_can_write_runs_nothing_of_the_repository() -> None:
    """One job deploys what was handed over, the other writes a text to an issue: neither has the repository."""
    writers = {name: job for name, job in jobs().items() if "runs-on" in job and "write" in job["permissions"].values()}
    assert set(writers) == {("publish.yml", "deploy"), ("report.yml", "tell")}
    deploy, tell = writers["publish.yml", "deploy"], writers["report.yml", "tell"]
    assert [step["uses"].split("@")[0] for step in steps(deploy)] == ["actions/deploy-pages"]
    assert deploy["environment"]["name"] == "github-pages"
    assert deploy["if"] == "github.ref == 'refs/heads/main'"
    assert [set(step) for step in steps(tell)] == [{"name", "env", "run"}]
    assert "scripts/" not in str(tell) and "python" not in str(tell) and "${{" not in steps(tell)[0]["run"]


def test_nothing_untested_is_deployed() -> None:
    publish = read(GITHUB / "workflows" / "publish.yml")["jobs"]
    assert publish["check"]["uses"] == "$/.github/workflows/check.yml"
    assert publish["deploy"]["needs"] == ["check", "build"]


def test_a_pull_request_is_checked_tested_and_built() -> None:
    runs = [step.get("run", "") for (path, _), job in jobs().items() if path == "check.yml" for step in steps(job)]
    (checked,) = (run for run in runs if "kb.py check" in run)
    assert (
        "--published HEAD^1" in checked
        and "--demand revision-missing history-differs date-text contribution" in checked
    )
    for command in ("build", "test"):
        assert f"python3 scripts/kb.py {command}" in runs
    assert "tests" in jobs_of("check.yml") and jobs_of("check.yml")["tests"]["needs"] == "scope"


def test_a_release_is_checked_where_it_is_published() -> None:
    """It lists what is owed in the other language, and holds up nothing."""
    (listed,) = (step for step in steps(jobs()["publish.yml", "build"]) if "check --release" in step.get("run", ""))
    assert "check --release" in listed["run"] and listed["continue-on-error"] == "true"


def test_what_is_published_is_held_to_what_the_site_has() -> None:
    """Whatever was pushed in between, and before anything is built. Only a site that is not there yet is no state."""
    names = [step.get("run", "") for step in steps(jobs()["publish.yml", "build"])]
    (held,) = (run for run in names if "--published" in run)
    assert '"${SITE_URL}data/kb.json"' in held and "--published published.json --demand revision-missing" in held
    assert "404)" in held and "*)" in held and "exit 1" in held
    assert names.index(held) < next(n for n, run in enumerate(names) if "kb.py build" in run)
    assert "continue-on-error" not in next(s for s in steps(jobs()["publish.yml", "build"]) if s.get("run") == held)


def test_a_pull_request_says_what_it_changes_for_readers() -> None:
    """In the summary cut by the command's own rule, whole as a file; without any right to write."""
    content = jobs()["check.yml", "content"]
    (told,) = (step for step in steps(content) if "kb.py impact" in step.get("run", ""))
    whole, summary = told["run"].strip().splitlines()
    assert "--most 0" in whole and whole.endswith("> impact.md")
    assert "--most" not in summary and summary.endswith('>> "$GITHUB_STEP_SUMMARY"')
    assert [step["with"]["path"] for step in steps(content) if step.get("with", {}).get("name") == "impact"] == [
        "impact.md"
    ]
    assert "write" not in content["permissions"].values()


def test_a_preview_is_not_shown_at_the_address_of_ones_own() -> None:
    """A service worker of a stranger's site would stay there, and answer for what `serve` shows later."""
    (told,) = (step["run"] for step in steps(jobs()["check.yml", "content"]) if "http.server" in step.get("run", ""))
    assert ":8000" not in told and told.count("--bind 127.0.0.1 8123") == told.count("http://127.0.0.1:8123/") == 2
    assert "private window" in told and "приватном окне" in told
    for guide, window in (("SECURITY.md", "private window"), ("SECURITY.ru.md", "приватном окне")):
        text = " ".join((ROOT / guide).read_text(encoding="utf-8").split())
        assert window in text and "8123" in text and "`serve`, `http://127.0.0.1:8000/`" in text


def test_the_slow_tests_run_every_week() -> None:
    runs = [step.get("run", "") for step in steps(jobs()["weekly.yml", "tests"])]
    assert "python3 scripts/kb.py test --all" in runs


def test_the_workflows_name_commands_that_exist() -> None:
    shell = [step.get("run", "") for job in jobs().values() for step in steps(job)]
    text = "\n".join([*shell, *(str(job["with"]) for job in jobs().values() if "with" in job)])
    called = set(re.findall(r"kb\.py ([a-z]+)", text))
    assert called and called <= set(NAMES)


def test_the_site_learns_its_addresses_from_its_surroundings() -> None:
    build = next(step for step in steps(jobs()["publish.yml", "build"]) if "kb.py build" in step.get("run", ""))
    assert build["env"] == {
        "SITE_URL": "${{ steps.pages.outputs.base_url }}/",
        "REPO_URL": "${{ github.server_url }}/${{ github.repository }}",
    }


# Forms


def fields(path: Path) -> dict[str, Any]:
    return {field["id"]: field for field in read(path)["body"] if "id" in field}


def texts_of(path: Path) -> list[str]:
    """Every text of a form that a person reads."""
    form = read(path)
    texts = [form["name"], form["description"], form["title"]]
    for attributes in (field["attributes"] for field in form["body"]):
        texts += [attributes[name] for name in ("label", "description", "value") if name in attributes]
        texts += attributes.get("options", [])
    return texts


@pytest.mark.parametrize("path", FORMS, ids=names(FORMS))
def test_every_text_of_a_form_is_in_both_languages(path: Path) -> None:
    for text in texts_of(path):
        assert re.search("[a-z]{2}", text) and re.search("[а-яё]{2}", text), text
    assert 3 <= len(read(path)["description"]) <= 200


@pytest.mark.parametrize("path", TEXTS, ids=names(TEXTS))
def test_texts_are_well_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mixed = re.findall(r"\w*(?:[a-z][а-яё]|[а-яё][a-z])\w*", text, flags=re.IGNORECASE)
    assert not mixed, "Latin and Cyrillic letters in one word"
    assert " —" not in text, "a no-break space stands before a dash"
    quoted = re.sub(r'^(title|.*placeholder): ".*"$', "", text, flags=re.MULTILINE)
    assert '"' not in quoted, "quotation marks are “” in English and «» in Russian"


@pytest.mark.parametrize("path", TEXTS, ids=names(TEXTS))
def test_the_risk_is_named_and_pseudonyms_are_welcome(path: Path) -> None:
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert "Citing sources that Belarus or Russia has restricted can be a legal risk for people there." in text
    assert "бывает юридически рискованно ссылаться на источники, которые там запрещены или ограничены" in text
    assert "seudonym" in text and "псевдоним" in text


@pytest.mark.parametrize("path", FORMS, ids=names(FORMS))
def test_a_form_invents_no_address(path: Path) -> None:
    form = "\n".join(texts_of(path))
    assert "://" not in form and "@" not in form


def test_forms_ask_for_what_a_record_needs() -> None:
    asked = {path.stem: fields(path) for path in FORMS}
    required = {
        form: {name for name, field in fields.items() if field.get("validations", {}).get("required") == "true"}
        for form, fields in asked.items()
    }
    assert required == {
        "correction": {"page", "wrong"},
        "statement": {"text", "date", "source", "seen", "language"},
        "reply": {"request", "page", "wording"},
    }
    assert "source" in asked["reply"]


@pytest.mark.parametrize("form", ["correction", "statement"])
def test_how_much_was_read_is_asked_in_the_words_of_the_records(form: str) -> None:
    options = fields(GITHUB / "ISSUE_TEMPLATE" / f"{form}.yml")["seen"]["attributes"]["options"]
    assert options == [f"{seen.en} · {seen.ru}" for seen in Seen]


@pytest.mark.parametrize("form", ["correction", "reply"])
def test_the_example_is_a_statement_that_exists(form: str) -> None:
    example = fields(GITHUB / "ISSUE_TEMPLATE" / f"{form}.yml")["page"]["attributes"]["placeholder"]
    records = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/data/statements").glob("*.yml"))
    assert f"- id: {example}\n" in records
