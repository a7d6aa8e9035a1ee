# Two stages on one base: the first installs into /opt/desk, the second takes that folder alone.
# BASE may be any Debian-like image with python3 (3.11 or later) and venv.
ARG BASE=docker.io/library/python:3.13-slim-bookworm

FROM ${BASE} AS build
WORKDIR /build
COPY requirements.lock ./
RUN python3 -m venv /opt/desk \
    && /opt/desk/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY handlers/ handlers/
# The installer is of no use in a running desk, so it is not carried over.
RUN /opt/desk/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/desk/bin/python -m compileall -q /opt/desk/lib \
    && /opt/desk/bin/python -m pip uninstall --yes pip

FROM ${BASE}
LABEL org.opencontainers.image.title="Alliance Desk" \
      org.opencontainers.image.description="A self-hosted news desk for the Korea-US alliance that lives in a team's Slack or Discord." \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/desk /opt/desk
WORKDIR /etc/alliance-desk
COPY feeds.yaml feeds.schema.json ./
# The data folder belongs to the numeric user, so that a fresh named volume does too.
RUN mkdir /data && chown 10001:10001 /data
ENV PATH=/opt/desk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DESK_DATA_DIR=/data \
    DESK_WEB_HOST=0.0.0.0
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["alliance-desk", "health"]
ENTRYPOINT ["alliance-desk"]
CMD ["run"]
