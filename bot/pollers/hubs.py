class Push:
    """A body that comes in, checked while it does."""

    def __init__(
        self,
        subscription: HubSubscription,
        seal: websub.Seal,
        on_right: Callable[[HubSubscription], Awaitable[None]],
        on_wrong: Callable[[HubSubscription], None],
    ) -> None:
        self._subscription = subscription
        self._seal = seal
        self._on_right = on_right
        self._on_wrong = on_wrong

    def take(self, piece: bytes) -> None:
        """The next piece of the body."""
        self._seal.take(piece)

    async def end(self) -> None:
        """The body has ended: ring where its signature is right, else ignore it."""
        if self._seal.is_right():
            await self._on_right(self._subscription)
        else:
            self._on_wrong(self._subscription)
