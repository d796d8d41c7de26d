"""Does a cluster's pin decide which vmgen may write its tree, whatever else that vmgen does not understand?"""

import pytest

from tests.model.catalogs import CLUSTER
from tests.support import compile_files
from vmgen import __version__
from vmgen.model.version_pin import allows


@pytest.mark.parametrize(
    ("pin", "version", "is_allowed"),
    [
        (">=0.1,<1", "0.1.0", True),
        (">=0.1, <1", "1.0.0", False),
        (">=0.1.1", "0.1.0", False),
        (">1", "1.0.0", False),
        ("<=1", "1.0.1", False),
        ("==1.2", "1.2.0", True),
        ("!=1.2", "1.2.0", False),
        (">=1.2", "1.10.0", True),
        (">=1", "1.0.0.dev3", True),
        ("about 1", "7.0.0", True),
    ],
)
def test_versions_compare_as_numbers(pin: str, version: str, *, is_allowed: bool) -> None:
    assert allows(pin, version) == is_allowed


def test_another_vmgen_refuses_and_names_both_versions() -> None:
    compilation = compile_files({"catalog/a.yaml": f'{CLUSTER}  vmgen: ">=1000"\n  fieldOfTheFuture: 1\n'})
    told = {one.code.name: one.problem.message for one in compilation.diagnostics}
    assert set(told) == {"other-vmgen-wanted", "unknown-field"}
    assert told["other-vmgen-wanted"] == f"`lab` wants vmgen `>=1000`, and this is {__version__}"


def test_what_is_no_pin_is_told_as_any_other_value() -> None:
    (fault,) = compile_files({"catalog/a.yaml": f"{CLUSTER}  vmgen: about 1\n"}).diagnostics
    assert (fault.code.name, fault.problem.message) == ("invalid-value", "`about 1` is not a range of versions")
