"""The `companion` command. Heavy imports happen inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from companion.domain import Language, Request

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Prepares reverse-mentoring conversations: agendas, reflection questions, expectation prompts.",
)
schema_app = typer.Typer(no_args_is_help=True, help="Prints the JSON Schema of a file that you write.")
quarantine_app = typer.Typer(
    no_args_is_help=True, help="Passages that read like orders to a language model: not found until you release them."
)
llm_app = typer.Typer(no_args_is_help=True, help="Works with the chat model that is set up, if any.")
knowledge_app = typer.Typer(no_args_is_help=True, help="Works on the authored guidance.")
app.add_typer(schema_app, name="schema")
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(llm_app, name="llm")

PairFile = Annotated[
    Path, typer.Argument(metavar="PAIR.yaml", help="the pair; `companion schema pair` shows the format")
]
MinutesOption = Annotated[int | None, typer.Option("--minutes", help="length of the session, 15 to 240")]
TopicOption = Annotated[str | None, typer.Option("--topic", help="another topic than the pair's")]
EngineOption = Annotated[str, typer.Option("--engine", help="guided (by rule) or llm")]
FormatOption = Annotated[str, typer.Option("--format", help="md or json")]
LibraryOption = Annotated[str, typer.Option("--library", help="name of the library")]
JsonOption = Annotated[bool, typer.Option("--json", help="machine-readable output")]


def main() -> None:
    """Runs a command; bad input ends with one clear line on stderr and exit code 2."""
    from companion.errors import CompanionError

    try:
        app()
    except CompanionError as problem:
        typer.echo(f"companion: {problem}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


@app.command()
def agenda(
    pair_file: PairFile,
    minutes: MinutesOption = None,
    topic: TopicOption = None,
    engine: EngineOption = "guided",
    output: FormatOption = "md",
    library: LibraryOption = "guidance",
) -> None:
    """Prints the agenda of a pair's next session."""
    _advise(pair_file, output, library, kind="agenda", viewer="both", minutes=minutes, topic=topic, engine=engine)


@app.command()
def reflect(
    pair_file: PairFile,
    role: Annotated[str, typer.Option("--role", help="whose questions: mentor or mentee")],
    notes: Annotated[Path | None, typer.Option("--notes", help="the role's own private notes; never quoted")] = None,
    topic: TopicOption = None,
    engine: EngineOption = "guided",
    output: FormatOption = "md",
    library: LibraryOption = "guidance",
) -> None:
    """Prints reflection questions for one side after a session."""
    _one_of("--role", role, ("mentor", "mentee"))
    _advise(pair_file, output, library, kind="reflection", viewer=role, topic=topic, engine=engine, notes=_notes(notes))


@app.command()
def expectations(
    pair_file: PairFile,
    role: Annotated[str, typer.Option("--role", help="mentor or mentee: a private sheet; both: the joint part")],
    topic: TopicOption = None,
    engine: EngineOption = "guided",
    output: FormatOption = "md",
    library: LibraryOption = "guidance",
) -> None:
    """Prints expectation prompts and the one-page agreement."""
    _one_of("--role", role, ("mentor", "mentee", "both"))
    _advise(pair_file, output, library, kind="expectations", viewer=role, topic=topic, engine=engine)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH …]", help="files or folders; default: the shipped guidance")
    ] = None,
    library: LibraryOption = "guidance",
    strict: Annotated[bool, typer.Option("--strict", help="exit code 1 if a file was skipped")] = False,
    as_json: JsonOption = False,
) -> None:
    """Indexes guidance into a library; unchanged passages are not embedded again."""
    from companion.settings import Settings
    from companion.wiring import build
    from ingest.job import ingest as run
    from ingest.progress import progress_bar
    from ingest.summary import report_lines

    parts = build(Settings())
    with progress_bar() as on_progress:
        report = run(paths or [parts.knowledge], library, parts.libraries, parts.embedder, on_progress)
    typer.echo(report.model_dump_json(indent=2) if as_json else "\n".join(report_lines(report)))
    raise typer.Exit(1 if strict and report.skipped else 0)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="what to look for")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="how many results")] = 10,
    library: LibraryOption = "guidance",
    language: Annotated[str | None, typer.Option("--language", help="only passages in de or en")] = None,
    queries: Annotated[Path | None, typer.Option("--queries", help='batch: lines {"id": …, "text": …}')] = None,
    run: Annotated[Path | None, typer.Option("--run", help="batch: where the TREC run goes")] = None,
    as_json: JsonOption = False,
) -> None:
    """Shows what retrieval returns for a question, or writes a TREC run for many."""
    from companion.errors import InvalidInput

    if queries is None and run is None and query is not None:
        _search_one(query, k, library, language, as_json)
    elif queries is not None and run is not None and query is None:
        _search_many(queries, run, k, library, language)
    else:
        raise InvalidInput("search", "arguments", "give either a QUERY, or --queries FILE.jsonl with --run OUT.trec")


@app.command()
def settings() -> None:
    """Prints every setting with its value, where it comes from and what it means."""
    from companion.settings import Settings, explained

    for line in explained(Settings()):
        typer.echo(line)


@schema_app.command("pair")
def schema_pair() -> None:
    """The JSON Schema of a pair file."""
    import json

    from companion.pairs import pair_schema

    typer.echo(json.dumps(pair_schema(), indent=2, ensure_ascii=False))


@knowledge_app.command("check")
def knowledge_check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH …]", help="cards; default: the shipped guidance")
    ] = None,
) -> None:
    """Checks guidance cards; exit code 1 if anything is wrong with one."""
    from companion.checks.cards import main as check
    from companion.shipped import shipped

    raise typer.Exit(check([str(path) for path in paths or [shipped("knowledge")]]))


@llm_app.command("check")
def llm_check() -> None:
    """Asks the chat model two short questions and says what works; exit code 1 if something does not."""
    import time

    from companion.llm.check import check
    from companion.settings import Settings
    from companion.wiring import build

    findings = check(build(Settings()).chat_model, time.monotonic)
    for finding in findings:
        typer.echo(f"{'works' if finding.passed else 'FAILS'}  {finding.name}: {finding.detail}")
    raise typer.Exit(0 if all(finding.passed for finding in findings) else 1)


@quarantine_app.command("list")
def quarantine_list(library: LibraryOption = "guidance", as_json: JsonOption = False) -> None:
    """Shows the passages in quarantine, each with the reason and the id by which it is released."""
    import json

    from companion.settings import Settings
    from companion.wiring import build
    from ingest.summary import quarantine_lines

    held = build(Settings()).retriever(library).library.quarantined
    if as_json:
        typer.echo(json.dumps([item.model_dump(mode="json") for item in held], indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(quarantine_lines(held)) or "Nothing is in quarantine.")


@quarantine_app.command("release")
def quarantine_release(
    ids: Annotated[list[str], typer.Argument(metavar="ID …", help="as `companion quarantine list` shows them")],
    library: LibraryOption = "guidance",
) -> None:
    """Lets passages be found, now and after every later ingestion."""
    from companion.settings import Settings
    from companion.wiring import build
    from ingest.quarantine import release

    parts = build(Settings())
    version = release(ids, library, parts.libraries, parts.embedder)
    typer.echo(f"library {library}, version {version}: released {', '.join(ids)}")


def _advise(pair_file: Path, output: str, library: str, **asked: Any) -> None:
    from companion.export import to_markdown
    from companion.pairs import read_pair
    from companion.settings import Settings
    from companion.wiring import build

    _one_of("--format", output, ("md", "json"))
    _one_of("--engine", asked["engine"], ("guided", "llm"))
    pair, request = read_pair(pair_file), _request(asked)
    result = build(Settings()).companion(library).advise(pair, request)
    typer.echo(result.model_dump_json(indent=2) if output == "json" else to_markdown(result, pair), nl=output == "json")


def _request(asked: dict[str, Any]) -> Request:
    import datetime as dt

    from pydantic import ValidationError

    from companion.domain import Request
    from companion.errors import InvalidInput

    try:
        return Request(today=dt.date.today(), **asked)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise InvalidInput("command line", f"--{first['loc'][0]}", first["msg"]) from problem


def _notes(path: Path | None) -> str | None:
    from companion.pairs import read_text

    return (read_text(path).strip() or None) if path else None


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    from companion.errors import InvalidInput

    if value not in allowed:
        raise InvalidInput("command line", option, f"say {' or '.join(allowed)}, not {value!r}")


def _language(value: str | None) -> Language | None:
    if value in (None, "de", "en"):
        return cast("Language | None", value)
    _one_of("--language", str(value), ("de", "en"))
    return None


def _search_one(query: str, k: int, library: str, language: str | None, as_json: bool) -> None:
    import json

    from companion.search import as_lines, as_result
    from companion.settings import Settings
    from companion.wiring import build

    retriever = build(Settings()).retriever(library)
    hits = retriever.search(query, k, language=_language(language))
    if as_json:
        typer.echo(json.dumps(as_result(query, retriever.library, hits), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(as_lines(hits)))


def _search_many(queries: Path, run: Path, k: int, library: str, language: str | None) -> None:
    from companion.search import read_queries, write_run
    from companion.settings import Settings
    from companion.wiring import build

    asked = read_queries(queries)
    write_run(run, asked, build(Settings()).retriever(library), k, _language(language))


if __name__ == "__main__":
    main()
