"""The command as people use it: real processes, the real model, the shipped guidance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from companion.domain import Agenda, ExpectationSet, ReflectionSet, Refusal
from companion.shipped import shipped
from tests.command import Command

EXAMPLES = shipped("examples")
PAIRS = sorted(EXAMPLES.glob("*.yaml"))
KINDS = [
    (["agenda"], Agenda),
    (["reflect", "--role", "mentor"], ReflectionSet),
    (["reflect", "--role", "mentee"], ReflectionSet),
    (["expectations", "--role", "mentor"], ExpectationSet),
    (["expectations", "--role", "mentee"], ExpectationSet),
    (["expectations", "--role", "both"], ExpectationSet),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("ask", "kind"), KINDS, ids=lambda value: "-".join(value) if isinstance(value, list) else "")
def test_a_sample_pair_gets_a_valid_artefact_whose_checks_all_pass(
    command: Command, pair: Path, ask: list[str], kind: type[Agenda | ReflectionSet | ExpectationSet]
) -> None:
    done = command(ask[0], pair, *ask[1:], "--format", "json")
    assert done.code == 0, done.stderr
    made = kind.model_validate_json(done.stdout)
    assert [check.name for check in made.checks if not check.passed] == []
    assert made.citations


def test_the_same_request_gives_the_same_bytes(command: Command) -> None:
    first, second = (command("agenda", PAIRS[0], "--format", "json").stdout for _ in range(2))
    assert first == second


def test_markdown_shows_the_agenda_and_its_sources(command: Command) -> None:
    done = command("agenda", EXAMPLES / "de-social-media.yaml", "--minutes", "45")
    assert done.stdout.startswith("# Termin 3")
    assert "45 Minuten" in done.stdout
    assert "**Quellen**" in done.stdout
    assert "Ich rede am Ende mehr" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["agenda", "nobody.yaml"], "nobody.yaml: there is no such file"),
        (["agenda", PAIRS[0], "--minutes", "300"], "--minutes"),
        (["reflect", PAIRS[0], "--role", "boss"], "--role: say mentor or mentee, not 'boss'"),
        (["agenda", PAIRS[0], "--format", "pdf"], "--format: say md or json"),
        (["agenda", PAIRS[0], "--library", "nothing"], "companion ingest"),
        (["search", "Zeit", "--library", "../etc"], "library"),
        (["search"], "give either a QUERY"),
        (["ingest", "nowhere"], "nowhere"),
    ],
    ids=str,
)
def test_bad_input_is_one_clear_line_and_code_two(command: Command, arguments: list[str], expected: str) -> None:
    done = command(*arguments)
    assert done.code == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_crisis_is_answered_with_contacts_instead_of_an_agenda(command: Command, tmp_path: Path) -> None:
    facts = yaml.safe_load((EXAMPLES / "en-ai-tools.yaml").read_text(encoding="utf-8"))
    facts["concern"] = "I do not see any point in going on living."
    pair = tmp_path / "pair.yaml"
    pair.write_text(yaml.safe_dump(facts), encoding="utf-8")
    done = command("agenda", pair, "--format", "json")
    assert done.code == 0
    refusal = Refusal.model_validate_json(done.stdout)
    assert refusal.reason == "boundary"
    assert any("112" in (contact.phone or "") for contact in refusal.contacts)


def test_search_answers_across_languages(command: Command) -> None:
    done = command("search", "How do we agree on confidentiality?", "--language", "de", "--json", "-k", "3")
    found = json.loads(done.stdout)
    assert set(found) == {"query", "library", "library_version", "results"}
    assert "confidentiality" in {result["card"] for result in found["results"]}
    assert {"id", "card", "title", "source", "language", "text", "score", "dense", "lexical"} == set(
        found["results"][0]
    )


def test_a_batch_names_every_file_once(command: Command, tmp_path: Path) -> None:
    queries, run = tmp_path / "queries.jsonl", tmp_path / "run.trec"
    queries.write_text('{"id": "q1", "text": "Vertraulichkeit"}\n{"id": "q2", "text": "cancelled meetings"}\n')
    assert command("search", "--queries", queries, "--run", run, "-k", "5").code == 0
    lines = [line.split() for line in run.read_text().splitlines()]
    assert [len(line) for line in lines] == [6] * 10
    for query in ("q1", "q2"):
        own = [line for line in lines if line[0] == query]
        assert len({line[2] for line in own}) == 5
        assert [int(line[3]) for line in own] == [1, 2, 3, 4, 5]
        scores = [float(line[4]) for line in own]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": "q1"}', '{"id": "a b", "text": "x"}'])
def test_a_bad_batch_line_is_named(command: Command, tmp_path: Path, line: str) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "q1", "text": "x"}\n' + line)
    done = command("search", "--queries", queries, "--run", tmp_path / "run.trec")
    assert done.code == 2
    assert "queries.jsonl:2" in done.stderr


def test_a_library_of_ones_own_serves_search_and_says_when_it_cannot_carry_an_agenda(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "handbuch.md").write_text("# Reisen\n\nDienstreisen genehmigt die Teamleitung.\n", encoding="utf-8")
    done = command("ingest", tmp_path, "--library", "haus", "--json")
    assert json.loads(done.stdout)["added"] == 1
    assert "handbuch" in command("search", "Wer genehmigt Reisen?", "--library", "haus").stdout
    refusal = json.loads(command("agenda", PAIRS[0], "--library", "haus", "--format", "json").stdout)
    assert (refusal["kind"], refusal["reason"]) == ("refusal", "thin_evidence")


def test_ingesting_the_same_files_again_embeds_nothing(command: Command) -> None:
    report = json.loads(command("ingest", "--json").stdout)
    assert (report["added"], report["changed"], report["removed"], report["embedded"]) == (0, 0, 0, 0)


def test_settings_name_themselves_and_their_origin(command: Command) -> None:
    printed = command("settings").stdout
    assert "COMPANION_EMBEDDING_MODEL=packaged-e5" in printed
    assert f"COMPANION_DATA_DIR={command.data_dir}" in printed


def test_the_pair_schema_is_json_schema(command: Command) -> None:
    assert json.loads(command("schema", "pair").stdout)["title"] == "Pair"


def test_the_shipped_guidance_passes_its_own_check(command: Command) -> None:
    done = command("knowledge", "check")
    assert (done.code, done.stdout) == (0, "")
