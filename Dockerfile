# One image for every process; docker-compose.yml says which one runs.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/digest && /opt/digest/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY requirements-build.lock pyproject.toml README.md LICENSE ./
COPY digest digest
COPY tasks tasks
COPY templates templates
COPY config config
# The build backend is locked as everything else is.
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock \
 && /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
 && /opt/digest/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.11-slim-bookworm
# Debian keeps one version of each: its security updates are wanted.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends git openssh-client ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /var/lib/digest --create-home --shell /usr/sbin/nologin digest
COPY --from=build /opt/digest /opt/digest
ENV PATH=/opt/digest/bin:$PATH PYTHONUNBUFFERED=1 DIGEST_CONFIG=/etc/digest/digest.toml
USER 10001
WORKDIR /var/lib/digest
CMD ["digest", "--help"]
