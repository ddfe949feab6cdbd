# Muster in a container: the front end, then the server that embeds it, then little more than the server.
#
#   docker build -t muster .
#   docker run -p 8080:8080 -v muster:/data -e MUSTER_PUBLIC_URL=https://muster.example muster

FROM node:20-bookworm-slim AS pages
WORKDIR /muster/frontend
# The lockfile alone first: as long as it stays, so does this layer.
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM rust:1.95-bookworm AS server
WORKDIR /muster
COPY Cargo.toml Cargo.lock build.rs ./
COPY crates/ crates/
COPY migrations/ migrations/
COPY assets/ assets/
COPY src/ src/
COPY --from=pages /muster/frontend/dist/ frontend/dist/
RUN cargo build --release --locked --bin muster

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin muster \
    && install -d -o muster -g muster -m 0750 /data
COPY --from=server /muster/target/release/muster /usr/local/bin/muster
USER muster
WORKDIR /data
VOLUME /data
ENV MUSTER_DATA=/data \
    MUSTER_BIND=0.0.0.0:8080
EXPOSE 8080
# The server ends what it is doing before it stops.
STOPSIGNAL SIGTERM
ENTRYPOINT ["muster"]
CMD ["serve"]
