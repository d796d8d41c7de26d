"""Every diagnostic there is, in the order of their codes."""

from vmgen.checks import CHECKS
from vmgen.diagnostics import Code
from vmgen.external.registry_codes import REGISTRY_CODES
from vmgen.fleet.codes import CODES as FLEET_CODES
from vmgen.fleet.guest_codes import GUEST_CODES
from vmgen.fleet.secret_codes import SECRET_CODES
from vmgen.impact.deletion import IMPACT_CODES
from vmgen.judge.absence import FIELD_NOT_IN_VERSION
from vmgen.judge.feature_gates import FEATURE_GATE_MISSING
from vmgen.judge.kubeconform_codes import KUBECONFORM_CODES
from vmgen.judge.platform_tags import PLATFORM_TAG_CODES
from vmgen.judge.schema import SCHEMA_VIOLATION
from vmgen.model.codes import CODES as MODEL_CODES
from vmgen.model.name_codes import NAME_CODES
from vmgen.output.codes import CODES as OUTPUT_CODES
from vmgen.syntax.codes import CODES as SYNTAX_CODES
from vmgen.syntax.suppress import SUPPRESSION_CODES
from vmgen.targets.codes import CODES as TARGET_CODES

CODES: tuple[Code, ...] = tuple(
    sorted(
        (
            *SYNTAX_CODES,
            *MODEL_CODES,
            *NAME_CODES,
            *FLEET_CODES,
            *GUEST_CODES,
            *SECRET_CODES,
            SCHEMA_VIOLATION,
            *TARGET_CODES,
            FIELD_NOT_IN_VERSION,
            FEATURE_GATE_MISSING,
            *PLATFORM_TAG_CODES,
            *KUBECONFORM_CODES,
            *(check.code for check in CHECKS),
            *IMPACT_CODES,
            *REGISTRY_CODES,
            *OUTPUT_CODES,
            *SUPPRESSION_CODES,
        ),
        key=lambda code: code.id,
    )
)
