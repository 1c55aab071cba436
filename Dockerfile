# The image of the jobs in prow/: Node.js, the Pulumi CLI, the provider plugins and every npm package, so that a run
# downloads nothing. The code is not included: a job runs what it has checked out. docs/adr/jobs.md documents the source
# of the digests. This image has never been built; test/dockerfile.test.ts checks it against package.json and
# engine/go.mod.

FROM golang:1.25.11-bookworm@sha256:b96f24a8d7d010ea0acb9c3ba99064740f02b6b984612b28bd3c9c5ab9453e38 AS engine
ENV GOTOOLCHAIN=local
WORKDIR /src/engine
COPY engine/go.mod engine/go.sum ./
# Built as in engine/pulumi/build.ts, with the version in go.mod. Without the variable, the CLI reports itself as a development
# build.
RUN version=$(go list -m -f '{{.Version}}' github.com/pulumi/pulumi/pkg/v3) \
    && go build -trimpath -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
      -o /out/pulumi github.com/pulumi/pulumi/pkg/v3/cmd/pulumi

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY sdks sdks
# Fills the cache that jobs install from; the packages installed here are discarded with this stage.
RUN npm ci --cache /out/npm --no-progress && rm -rf /out/npm/_logs

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git make \
    && rm -rf /var/lib/apt/lists/*
COPY --from=engine /out/pulumi /usr/local/bin/pulumi
COPY --from=packages --chown=node:node /out/npm /opt/npm
RUN install --directory --owner node --group node /opt/pulumi
# The user `node`, by number, so that a cluster can verify that it is not root.
USER 1000:1000
ENV PULUMI_HOME=/opt/pulumi
# The plugins of the real clouds. The last command makes the plugin for Terraform providers cache the Google Workspace
# provider.
RUN pulumi plugin install resource gcp 9.37.0 \
    && pulumi plugin install resource aws 7.48.0 \
    && pulumi plugin install resource terraform-provider 1.4.0 \
    && pulumi package get-schema terraform-provider@1.4.0 hashicorp/googleworkspace 0.7.0 > /dev/null
ENV NPM_CONFIG_CACHE=/opt/npm NPM_CONFIG_OFFLINE=true PULUMI_SKIP_UPDATE_CHECK=true \
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
WORKDIR /home/node
