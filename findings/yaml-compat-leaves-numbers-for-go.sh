#!/usr/bin/env bash
# yaml (npm) 2.9.1 beside sigs.k8s.io/yaml 1.6.0: `stringify(value, { compat: "yaml-1.1" })` quotes text that YAML 1.1
# takes for something else, but leaves what only Go's packages do: 0X1F, 0O17 and 0B11 in upper case stay bare, and Go
# reads the numbers 31, 15 and 3. Prow's and Kubernetes' programs read all their files so. Lower case is quoted, as is 1_000.
# Output seen: `- 0X1F` written by npm's package; `[31,15,3,"0x1f","1_000"]` read by Go's.
set -euo pipefail
cd "$(mktemp -d)"
trap 'chmod -R u+w "$PWD" && rm -rf "$PWD"' EXIT
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yaml@2.9.1
node -e '
  const { stringify } = require("yaml");
  process.stdout.write(stringify(["0X1F", "0O17", "0B11", "0x1f", "1_000"], { compat: "yaml-1.1" }));
' >written.yaml
mkdir reader
cat >reader/main.go <<'GO'
package main

import (
	"fmt"
	"io"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err == nil {
		text, err = yaml.YAMLToJSON(text)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(string(text))
}
GO
(cd reader && go mod init reader 2>/dev/null && go get sigs.k8s.io/yaml@v1.6.0 2>/dev/null && go build -o ../read .)
seen=$(./read <written.yaml)
[ "$seen" = '[31,15,3,"0x1f","1_000"]' ] || { cat written.yaml; echo "changed: $seen"; exit 1; }
echo "OK yaml 2.9.1 with compat yaml-1.1 leaves 0X1F, 0O17 and 0B11 bare, which Go reads as numbers"
