"""The codes of data for the guest that leads to none."""

from vmgen.diagnostics import Code, Severity, Shows

UNDECODABLE_USER_DATA = Code(
    "VM730",
    "undecodable-user-data",
    Severity.ERROR,
    Shows.AT_APPLY,
    """User data in base64 that holds no text.

    What stands in `userDataBase64` is decoded, unpacked if it is a gzip file, and checked like any other user data.
    KubeVirt refuses what is not base64; cloud-init drops what is no text.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit: {userDataBase64: "#cloud-config"}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit: {userDataBase64: I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczogW2N1cmxdCg==}
    """,
)

GUEST_CODES = (UNDECODABLE_USER_DATA,)
