"""Patches: free-form Kubernetes, applied to what vmgen wrote."""

from typing import Annotated, Any, Literal

from pydantic import Field

from vmgen.model.spec.base import POINTER_PATTERN, Authored, LongName


class PatchTargetSpec(Authored):
    """The object that is changed."""

    kind: Annotated[
        str,
        Field(min_length=1, description="Its kind.", examples=["VirtualMachine"]),
    ]
    name: Annotated[
        LongName,
        Field(
            description="Its name, where there are several of the kind; `root` means `<machine>-root`, too.",
            examples=["root"],
        ),
    ] = ""


class PatchOperationSpec(Authored):
    """An operation of a JSON patch (RFC 6902)."""

    op: Annotated[
        Literal["add", "replace", "remove", "test", "copy", "move"],
        Field(description="What is done.", examples=["add"]),
    ]
    path: Annotated[
        str,
        Field(
            pattern=POINTER_PATTERN,
            description="Where: keys and indices, each behind a `/`. In a key `~1` means `/`, and `~0` means `~`.",
            examples=["/spec/template/spec/domain/chassis"],
        ),
    ]
    value: Annotated[
        Any,
        Field(description="What is written: for `add`, `replace` and `test`.", examples=[{"serial": "rack-7"}]),
    ] = None
    from_: Annotated[
        str,
        Field(
            alias="from",
            pattern=POINTER_PATTERN,
            description="Where it comes from: for `copy` and `move`.",
            examples=["/metadata/labels/tier"],
        ),
    ] = ""

    @property
    def misfit(self) -> tuple[str, str] | None:
        """What is wrong with it whatever it is applied to, and what to do about it."""
        for key, field, operations in (("value", "value", "add replace test"), ("from", "from_", "copy move")):
            given, needed = field in self.model_fields_set, self.op in operations.split()
            if needed and not given:
                return f"`{self.op}` has no `{key}`", f"write `{key}`"
            if given and not needed:
                return f"`{self.op}` takes no `{key}`", "remove it"
        return None


class PatchSpec(Authored):
    """Operations on one object, applied last and judged like everything else."""

    target: Annotated[PatchTargetSpec, Field(description="The object that is changed.")]
    operations: Annotated[
        tuple[PatchOperationSpec, ...],
        Field(
            min_length=1,
            description="What is done to it, in this order.",
            examples=[[{"op": "remove", "path": "/spec/template/spec/hostname"}]],
        ),
    ]
