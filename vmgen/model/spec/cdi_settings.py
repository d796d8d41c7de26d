"""Settings of CDI that have parts."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Authored, LongName, Url
from vmgen.model.spec.component import CertificateSpec, NodePlacementSpec, TlsVersion

OVERHEAD_PATTERN = r"^(0(\.[0-9]{1,3})?|1)$"

_Overhead = Annotated[str, Field(pattern=OVERHEAD_PATTERN)]


class CDIInfraSpec(NodePlacementSpec):
    """cdi-deployment, cdi-apiserver and cdi-uploadproxy."""

    deployment_replicas: Annotated[int | None, Field(ge=1, description="Of cdi-deployment.", examples=[2])] = None
    api_server_replicas: Annotated[int | None, Field(ge=1, description="Of cdi-apiserver.", examples=[2])] = None
    upload_proxy_replicas: Annotated[int | None, Field(ge=1, description="Of cdi-uploadproxy.", examples=[2])] = None


class FilesystemOverheadSpec(Authored):
    """The part of a file system that is no room for a disk. CDI takes 0.06."""

    global_: Annotated[
        _Overhead | None, Field(alias="global", description="Of every class, in quotes.", examples=["0.06"])
    ] = None
    storage_class: Annotated[
        dict[LongName, _Overhead],
        Field(description="Of a class, by its name in the cluster or its alias.", examples=[{"local-path": "0.02"}]),
    ] = {}


class ImportProxySpec(Authored):
    """What downloads of disks go through."""

    http_proxy: Annotated[
        Url | None, Field(alias="HTTPProxy", description="For HTTP.", examples=["http://proxy.example.org:3128"])
    ] = None
    https_proxy: Annotated[
        Url | None, Field(alias="HTTPSProxy", description="For HTTPS.", examples=["http://proxy.example.org:3128"])
    ] = None
    no_proxy: Annotated[
        str, Field(description="Names and networks without it, with commas.", examples=["10.0.0.0/8,.example.org"])
    ] = ""
    trusted_ca_proxy: Annotated[
        LongName,
        Field(
            alias="trustedCAProxy",
            description="A ConfigMap in CDI's namespace with the certificates of the proxy.",
            examples=["proxy-certificates"],
        ),
    ] = ""


class TlsCustomSpec(Authored):
    """A choice of one's own."""

    min_tls_version: Annotated[
        TlsVersion, Field(alias="minTLSVersion", description="The oldest version of TLS.", examples=["VersionTLS12"])
    ]
    ciphers: Annotated[
        tuple[str, ...],
        Field(description="The ciphers, by OpenSSL's names.", examples=[["ECDHE-RSA-AES128-GCM-SHA256"]]),
    ]


class TlsSecurityProfileSpec(Authored):
    """What CDI's servers accept."""

    type: Annotated[
        Literal["Old", "Intermediate", "Modern", "Custom"],
        Field(description="One of Mozilla's profiles, or a choice of one's own.", examples=["Modern"]),
    ]
    custom: Annotated[
        TlsCustomSpec | None,
        Field(
            description="With `Custom`, the choice.",
            examples=[{"minTLSVersion": "VersionTLS12", "ciphers": ["ECDHE-RSA-AES128-GCM-SHA256"]}],
        ),
    ] = None


class CertConfigSpec(Authored):
    """How certificates are renewed."""

    ca: Annotated[CertificateSpec | None, Field(description="Those that sign.", examples=[{"duration": "48h"}])] = None
    server: Annotated[
        CertificateSpec | None, Field(description="Those of servers.", examples=[{"duration": "24h"}])
    ] = None
    client: Annotated[
        CertificateSpec | None, Field(description="Those of clients.", examples=[{"duration": "24h"}])
    ] = None
