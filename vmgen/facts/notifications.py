"""Which addresses of Flux's Providers let in whoever knows them, and which Providers need none.

Source: fluxcd/notification-controller v1.9.3, docs/spec/v1beta3/providers.md and internal/notifier/factory.go.
"""

SECRET_ADDRESSES = frozenset({"azureeventhub", "discord", "googlechat", "lark", "msteams", "rocket", "sentry", "slack"})
"""Types whose address is a webhook, a DSN or a connection string: who knows it can write there."""
OPEN_ADDRESSES = frozenset({"https://slack.com/api/chat.postMessage"})
"""Addresses of these that everybody knows, beside a token in the Secret."""
WITHOUT_ADDRESS = frozenset({"azureeventhub", "googlepubsub"})
"""Types that reach a service of a cloud by who Flux is there."""
