// Pins Go's YAML packages, with which the tests read what Prow, kpromo and Pulumi will read (test/support/goYaml.ts).
module k8s-registry/test/support/goYaml

go 1.25.0

require (
	github.com/robfig/cron/v3 v3.0.1
	gopkg.in/yaml.v2 v2.4.0
	gopkg.in/yaml.v3 v3.0.1
	sigs.k8s.io/yaml v1.6.0
)

require go.yaml.in/yaml/v2 v2.4.2 // indirect
