/** A program in Go that reads a kind of file. What it makes of YAML: docs/facts.md, "Go's YAML packages". */
export interface GoReader {
  /** Its name in messages. */
  readonly name: "kpromo" | "Prow" | "Pulumi";
  /**
   * What it makes of `1.10` where it expects text: with `text`, what stands in the file; with `value`, the text of the
   * value, or nothing at all.
   */
  readonly keeps: "text" | "value";
  /** Whose words for true and false it knows: `on` and `y` are two of YAML 1.1's. */
  readonly truths: "YAML 1.1" | "YAML 1.2";
}

/** Reads with gopkg.in/yaml.v2. */
export const KPROMO: GoReader = { name: "kpromo", keeps: "text", truths: "YAML 1.1" };
/** Reads with sigs.k8s.io/yaml. */
export const PROW: GoReader = { name: "Prow", keeps: "value", truths: "YAML 1.1" };
/** Reads with gopkg.in/yaml.v3. */
export const PULUMI: GoReader = { name: "Pulumi", keeps: "value", truths: "YAML 1.2" };
