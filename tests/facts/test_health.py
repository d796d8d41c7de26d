"""Are the health expressions the ones that were tested with Flux's own evaluator?"""

from pathlib import Path

import pytest
import yaml

from vmgen.facts.components import COMPONENTS
from vmgen.facts.health import HEALTH_EXPRESSIONS, HealthExpression


@pytest.mark.parametrize("expression", HEALTH_EXPRESSIONS, ids=lambda expression: expression.kind)
def test_expressions_are_the_tested_ones(expression: HealthExpression, shared: Path) -> None:
    tested = yaml.load((shared / "cel" / "exprs.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert {"current": expression.current, "failed": expression.failed} == tested[expression.kind]


def test_each_component_has_its_expression() -> None:
    kinds = [(expression.api_version, expression.kind) for expression in HEALTH_EXPRESSIONS]
    assert kinds == [(component.api_version, component.kind) for component in COMPONENTS]


@pytest.mark.parametrize("expression", HEALTH_EXPRESSIONS, ids=lambda expression: expression.kind)
def test_expressions_do_not_hold_for_want_of_conditions(expression: HealthExpression) -> None:
    """`all` on a list that is empty is true, which would call an object ready that has said nothing yet."""
    assert ".all(" not in expression.current + expression.failed
