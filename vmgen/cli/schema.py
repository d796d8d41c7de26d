"""`vmgen schema`: the JSON Schemas of the catalog language, for editors and other programs."""

from pathlib import Path

import click

from vmgen.cli import offers
from vmgen.model.kinds import KIND_BY_NAME
from vmgen.model.schema.documents import ANY, schema_texts
from vmgen.model.spelling import did_you_mean


@click.command(name="schema", epilog="Example: vmgen schema --output schemas/catalog; vmgen schema Machine")
@click.argument("kind", default="", shell_complete=offers.kinds)
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a file for each kind, or for KIND, and catalog.json for files of any kinds.",
)
def command(*, kind: str, output: Path | None) -> int:
    """Print the JSON Schema of the documents of a KIND, or that of a file with documents of any kinds.

    Editors with yaml-language-server find it by a line above each document, as `vmgen new` writes it,
    or for all files by the setting yaml.schemas: {"./schemas/catalog/catalog.json": "catalog/**/*.yaml"}.
    """
    if kind and kind not in KIND_BY_NAME:
        raise click.UsageError(f"no kind `{kind}`; {did_you_mean(kind, KIND_BY_NAME)}")
    name = f"{(kind or ANY).lower()}.json"
    texts = schema_texts()
    if output is None:
        click.echo(texts[name], nl=False)
        return 0
    for file, text in {name: texts[name]}.items() if kind else texts.items():
        _write(output / file, text)
    return 0


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from error
    click.echo(f"wrote {file}")
