# The image of the jobs in prow/: Node.js, the Pulumi CLI, the providers' plugins and every npm package, so that a run fetches
# nothing. The code is not in it: a job runs what it has checked out. docs/adr/jobs.md says where the digests are from. This
# image has not been built by anybody yet; test/unit/dockerfile.test.ts holds it against package.json and engine/go.mod.

FROM golang:1.25.11-bookworm@sha256:b96f24a8d7d010ea0acb9c3ba99064740f02b6b984612b28bd3c9c5ab9453e38 AS engine
ENV GOTOOLCHAIN=local
WORKDIR /src/engine
COPY engine/go.mod engine/go.sum ./
# As engine/build.ts does it. The version is that of go.mod; without the variable the CLI calls itself a development build.
RUN version=$(go list -m -f '{{.Version}}' github.com/pulumi/pulumi/pkg/v3) \
    && go build -trimpath -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
      -o /out/pulumi github.com/pulumi/pulumi/pkg/v3/cmd/pulumi

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY sdks sdks
# Fills the cache, from which the jobs install: what is installed here goes again with this stage.
RUN npm ci --cache /out/npm --no-progress && rm -rf /out/npm/_logs

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git make \
    && rm -rf /var/lib/apt/lists/*
COPY --from=engine /out/pulumi /usr/local/bin/pulumi
COPY --from=packages --chown=node:node /out/npm /opt/npm
RUN install --directory --owner node --group node /opt/pulumi
# The user `node`, by number, so that a cluster can see that it is not root.
USER 1000:1000
ENV PULUMI_HOME=/opt/pulumi
# The plugins of the real clouds. The last command has the plugin for Terraform providers keep the one for Google Workspace.
RUN pulumi plugin install resource gcp 9.37.0 \
    && pulumi plugin install resource aws 7.48.0 \
    && pulumi plugin install resource terraform-provider 1.4.0 \
    && pulumi package get-schema terraform-provider@1.4.0 hashicorp/googleworkspace 0.7.0 > /dev/null
ENV NPM_CONFIG_CACHE=/opt/npm NPM_CONFIG_OFFLINE=true PULUMI_SKIP_UPDATE_CHECK=true \
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
WORKDIR /home/node
