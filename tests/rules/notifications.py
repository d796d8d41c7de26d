"""What lets people know: rules on the Alerts and Providers of Flux."""

from collections.abc import Iterator

from tests.rules.tree import Tree


def everything_that_is_asked_for_is_told(tree: Tree) -> Iterator[str]:
    """Of every link, to each address that the author names, by a Secret or in clear."""
    wanted = {one["name"]: one for one in tree.written("flux", "notifications") or ()}
    providers = {one.name: one for one in tree.of_kind("Provider")}
    alerts = {one.name: one for one in tree.of_kind("Alert")}
    yield from (wanted.keys() ^ providers.keys()) | (wanted.keys() ^ alerts.keys())
    for name in wanted.keys() & providers.keys() & alerts.keys():
        secret, asked = wanted[name].get("secretRef"), wanted[name]
        provider = {**{key: asked[key] for key in ("type", "address", "channel") if key in asked}}
        if providers[name].body["spec"] != {**provider, **({"secretRef": {"name": secret}} if secret else {})}:
            yield f"Provider {name}"
        alert = alerts[name].body["spec"]
        severity, excluded = alert.get("eventSeverity"), alert.get("exclusionList", [])
        is_as_asked = (severity, excluded) == (asked.get("severity", "error"), list(asked.get("exclude", ())))
        if (
            alert.get("providerRef") != {"name": name}
            or not is_as_asked
            or not alert.get("eventMetadata", {}).get("cluster")
        ):
            yield f"Alert {name}"


def every_link_is_told_of(tree: Tree) -> Iterator[str]:
    for alert in tree.of_kind("Alert"):
        for link in tree.links:
            sources = [
                source
                for source in alert.body["spec"].get("eventSources", ())
                if (source.get("kind"), source.get("name")) == ("Kustomization", "*")
                and source.get("namespace") == link.namespace
                and source.get("matchLabels") == link.labels
            ]
            if not sources:
                yield f"{alert.name}: {link.name}"
