package main

import "sigs.k8s.io/yaml"

// kpromo's (promo-tools v4.6.0, promoter/image/schema and promoter/image/registry): names of text are types of their own.

type name string

type image struct {
	Name name            `yaml:"name,omitempty" json:"name"`
	Dmap map[name][]name `yaml:"dmap,omitempty" json:"dmap"`
}

type registryContext struct {
	Name           name   `yaml:"name,omitempty" json:"name"`
	ServiceAccount string `yaml:"service-account,omitempty" json:"service-account,omitempty"`
	Src            bool   `yaml:"src,omitempty" json:"src,omitempty"`
}

type provenanceBuilder struct {
	ID      string   `yaml:"id" json:"id"`
	Level   int      `yaml:"level,omitempty" json:"level,omitempty"`
	Signers []string `yaml:"signers,omitempty" json:"signers,omitempty"`
}

type provenance struct {
	Mode           string              `yaml:"mode,omitempty" json:"mode,omitempty"`
	Signers        []string            `yaml:"signers,omitempty" json:"signers,omitempty"`
	Builders       []provenanceBuilder `yaml:"builders,omitempty" json:"builders,omitempty"`
	Sources        []string            `yaml:"sources,omitempty" json:"sources,omitempty"`
	PredicateTypes []string            `yaml:"predicateTypes,omitempty" json:"predicateTypes,omitempty"`
	Level          int                 `yaml:"level,omitempty" json:"level,omitempty"`
}

type manifest struct {
	Registries []registryContext `yaml:"registries,omitempty" json:"registries"`
	ImagesPath string            `yaml:"imagesPath,omitempty" json:"imagesPath,omitempty"`
	Provenance *provenance       `yaml:"provenance,omitempty" json:"provenance,omitempty"`
}

// Prow's (pkg/repoowners): the lists stand in an embedded struct.

type ownersOptions struct {
	NoParentOwners               bool `json:"no_parent_owners,omitempty"`
	AutoApproveUnownedSubfolders bool `json:"auto_approve_unowned_subfolders,omitempty"`
}

type ownersConfig struct {
	Approvers         []string `json:"approvers,omitempty"`
	Reviewers         []string `json:"reviewers,omitempty"`
	RequiredReviewers []string `json:"required_reviewers,omitempty"`
	Labels            []string `json:"labels,omitempty"`
}

type simpleOwners struct {
	Options      ownersOptions `json:"options,omitempty"`
	ownersConfig `json:",inline"`
}

type fullOwners struct {
	Options ownersOptions           `json:"options,omitempty"`
	Filters map[string]ownersConfig `json:"filters,omitempty"`
}

// readOwners answers with the lists by pattern as Prow keeps them; ".*" is the whole folder. A file that Prow skips is an error.
func readOwners(text []byte) (any, error) {
	var simple simpleOwners
	err := yaml.Unmarshal(text, &simple)
	config := simple.ownersConfig
	if err == nil && len(config.Approvers)+len(config.Reviewers)+len(config.RequiredReviewers)+len(config.Labels) > 0 {
		return fullOwners{Options: simple.Options, Filters: map[string]ownersConfig{".*": config}}, nil
	}
	var full fullOwners
	err = yaml.Unmarshal(text, &full)
	return full, err
}

// Prow's jobs (pkg/config): the fields of a job stand in embedded structs.

type envVar struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
}

type container struct {
	Image     string                       `json:"image,omitempty"`
	Command   []string                     `json:"command,omitempty"`
	Args      []string                     `json:"args,omitempty"`
	Env       []envVar                     `json:"env,omitempty"`
	Resources map[string]map[string]string `json:"resources,omitempty"`
}

type podSpec struct {
	ServiceAccountName string      `json:"serviceAccountName,omitempty"`
	Containers         []container `json:"containers"`
}

type ref struct {
	Org     string `json:"org"`
	Repo    string `json:"repo"`
	BaseRef string `json:"base_ref,omitempty"`
}

type utilityConfig struct {
	Decorate  *bool `json:"decorate,omitempty"`
	ExtraRefs []ref `json:"extra_refs,omitempty"`
}

type jobBase struct {
	Name        string            `json:"name"`
	Annotations map[string]string `json:"annotations,omitempty"`
	Cluster     string            `json:"cluster,omitempty"`
	Spec        *podSpec          `json:"spec,omitempty"`
	utilityConfig
}

type brancher struct {
	SkipBranches []string `json:"skip_branches,omitempty"`
	Branches     []string `json:"branches,omitempty"`
}

type regexpChangeMatcher struct {
	RunIfChanged string `json:"run_if_changed,omitempty"`
}

type postsubmit struct {
	jobBase
	regexpChangeMatcher
	brancher
}

type periodic struct {
	jobBase
	Interval string `json:"interval,omitempty"`
	Cron     string `json:"cron,omitempty"`
}

type jobConfig struct {
	Postsubmits map[string][]postsubmit `json:"postsubmits,omitempty"`
	Periodics   []periodic              `json:"periodics,omitempty"`
}

// A Kubernetes service account, as kubectl reads it.
type serviceAccount struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name        string            `json:"name"`
		Namespace   string            `json:"namespace,omitempty"`
		Annotations map[string]string `json:"annotations,omitempty"`
	} `json:"metadata"`
}
