#!/usr/bin/env bash
# @pulumi/pulumi 3.248.0: `run-policy-pack`, which starts every policy pack in Node.js, loads ts-node and a TypeScript
# compiler even for a pack of one plain JavaScript file, before that file runs. `cmd/run`, which starts programs, can be
# told not to (`typescript: false` in the runtime's options); packs have no such option. Here: 0.5 s of 1.3 s of processor
# time, and 55 MB, in each preview and each update.
# Output seen: "TypeScript: loaded, ts-node: loaded" from a pack whose code names neither.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @pulumi/pulumi@3.248.0 typescript@5.9.3
mkdir pack
echo '{ "name": "plain", "version": "1.0.0" }' >pack/package.json
cat >pack/index.js <<'JS'
const files = Object.keys(require.cache);
const loaded = (name) => (files.some((file) => name.test(file)) ? "loaded" : "not loaded");
console.log(`TypeScript: ${loaded(/[\\/]typescript\.js$/)}, ts-node: ${loaded(/[\\/]ts-node/)}`);
process.exit(0);
JS
seen=$(node node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js 127.0.0.1:1 "$PWD/pack")
[ "$seen" = "TypeScript: loaded, ts-node: loaded" ] || { echo "changed: $seen"; exit 1; }
echo "OK run-policy-pack 3.248.0 loads TypeScript and ts-node for a plain JavaScript pack"
