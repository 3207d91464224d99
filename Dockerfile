# Image of rooms-sync-notification for Linux containers: docs/container.md.
#
# The base is named once. To build the same image for years, put the digest of the day behind the tag:
#   docker buildx imagetools inspect node:24-slim     shows it
#   node:24-slim@sha256:<digest>                      is what to write here, or as --build-arg BASE=...
ARG BASE=node:24-slim

FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without install scripts: the only one is that of the development package `node`, which would fetch another Node.js.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/clean.ts ./scripts/
COPY src ./src
RUN npm run build

FROM ${BASE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Node.js reads neither types nor source maps of packages, and they are a third of their size.
RUN npm ci --omit=dev --ignore-scripts \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM ${BASE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="rooms-sync-notification" \
      org.opencontainers.image.description="Receives push notifications of Microsoft Exchange for the room booking system ROOMS" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="UNLICENSED" \
      org.opencontainers.image.base.name="docker.io/library/node:24-slim"
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The only folder that is written to: everything else may be read-only. A new named volume takes over its owner.
RUN mkdir /data && chown 10001:10001 /data && chmod 0700 /data
ENV NODE_ENV=production \
    SYNC_DATA_DIR=/data
VOLUME /data
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/healthz', { signal: AbortSignal.timeout(4000) }).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve"]
