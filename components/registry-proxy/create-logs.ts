import { Dataset } from "@pulumi/gcp/bigquery/dataset.js";
import { DatasetIamMember } from "@pulumi/gcp/bigquery/datasetIamMember.js";
import { ProjectSink } from "@pulumi/gcp/logging/projectSink.js";
import type { LogsDescription } from "./logs.ts";
import type { Options } from "./options.ts";

/** Creates the sinks, and grants each sink's writer access to its destination. */
export function createLogs({ dataset, sinks }: LogsDescription, options: Options): void {
  const analytics = new Dataset(dataset.name, dataset.args, options("dataset"));
  for (const { sink, writer } of sinks) {
    const made = new ProjectSink(sink.name, sink.args, options("sink", [analytics]));
    const grant = { ...writer.args, member: made.writerIdentity };
    new DatasetIamMember(writer.name, grant, options("dataset", [analytics]));
  }
}
