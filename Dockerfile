# Muster in a container: the front end, then the server that embeds it, then little more than the server.
#
#   docker build -t muster .
#   docker run -p 8080:8080 -v muster:/data -e MUSTER_PUBLIC_URL=https://muster.example muster
#
# With PostgreSQL, a mail catcher and everything locked down: deploy/compose.yml.

FROM node:20.20.2-bookworm-slim AS pages
WORKDIR /muster/frontend
# The lockfile alone first: as long as it stays, so does this layer.
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

# Bookworm's image brings Debian's libpq, which has TLS and is linked in place of the one that Muster has built in.
FROM rust:1.95.0-bookworm AS server
WORKDIR /muster
COPY Cargo.toml Cargo.lock build.rs ./
COPY crates/ crates/
COPY migrations/ migrations/
COPY assets/ assets/
COPY src/ src/
COPY --from=pages /muster/frontend/dist/ frontend/dist/
# More than half of the binary is for debuggers, and stays here.
RUN cargo build --release --locked --no-default-features --bin muster && strip --strip-debug target/release/muster

# Newer than what built the binary, for its PostgreSQL: pg_dump reads servers up to its own version, and deploy/compose.yml
# runs 17.
FROM debian:13.5-slim
LABEL org.opencontainers.image.title="Muster" \
      org.opencontainers.image.description="A marketplace for the pooled talent of coworking networks."
# What `muster backup` and `muster restore` run, libpq, which comes with them, and the authorities that sign certificates. No
# versions are said: Debian's archive keeps the last one of each alone, so a build would fail on the day of the next fix.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
# Both ids are said: whose the files in the volume are does not change with the base image.
RUN groupadd --system --gid 10001 muster \
    && useradd --system --uid 10001 --gid muster --home-dir /data --shell /usr/sbin/nologin muster \
    && install -d -o muster -g muster -m 0700 /data
COPY --from=server /muster/target/release/muster /usr/local/bin/muster
# As numbers, so that whoever runs it can see that it is not root without looking into the image.
USER 10001:10001
WORKDIR /data
# All that is ever written, so the rest may be read-only.
VOLUME /data
# No colours: logs are read by programs here. PostgreSQL's programs themselves, before Debian's script that chooses one.
ENV MUSTER_DATA=/data \
    MUSTER_BIND=0.0.0.0:8080 \
    NO_COLOR=1 \
    PATH=/usr/lib/postgresql/17/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
EXPOSE 8080
# The server ends what it is doing before it stops; give it 75 seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["muster"]
CMD ["serve"]
