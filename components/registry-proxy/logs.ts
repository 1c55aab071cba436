import type { DatasetArgs } from "@pulumi/gcp/bigquery/dataset.js";
import type { DatasetIamMemberArgs } from "@pulumi/gcp/bigquery/datasetIamMember.js";
import type { ProjectSinkArgs } from "@pulumi/gcp/logging/projectSink.js";
import type { ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

/** A log sink and the grant for its writer, a member that only the cloud knows. */
export interface SinkDescription {
  readonly sink: Described<Known<ProjectSinkArgs>>;
  readonly writer: Described<Omit<Known<DatasetIamMemberArgs>, "member">>;
}

/** Which logs of the proxy are kept: facts/upstream.md §4.4. */
export interface LogsDescription {
  /** The dataset for analytics. This program does not manage the dataset of the request log. */
  readonly dataset: Described<Known<DatasetArgs>>;
  readonly sinks: readonly SinkDescription[];
}

/** Writes tables and their rows. Granted additively, since the project's editors also hold it on the dataset. */
const WRITER_ROLE = "roles/bigquery.dataEditor";
const ANALYTICS = "analytics";

/** Describes which logs go where. */
export function describeLogs({ project, requestLog }: ProxyStack): LogsDescription {
  const analytics = describeSink(
    project,
    ANALYTICS,
    [project, ANALYTICS],
    "jsonPayload.message = image_pull",
  );
  const requests =
    requestLog === undefined
      ? []
      : [
          describeSink(
            project,
            "registry-k8s-io-logs-sink",
            requestLog.split(".", 2) as [string, string],
            `resource.type = "cloud_run_revision" AND log_name= "projects/${project}/logs/run.googleapis.com%2Frequests"`,
          ),
        ];
  return {
    dataset: {
      name: `${project}/datasets/${ANALYTICS}`,
      args: { project, datasetId: ANALYTICS, location: "US", deletionPolicy: "PREVENT" },
    },
    sinks: [analytics, ...requests],
  };
}

function describeSink(
  project: string,
  name: string,
  [datasetProject, datasetId]: readonly [string, string],
  filter: string,
): SinkDescription {
  return {
    sink: {
      name: `${project}/sinks/${name}`,
      args: {
        project,
        name,
        filter,
        destination: `bigquery.googleapis.com/projects/${datasetProject}/datasets/${datasetId}`,
        uniqueWriterIdentity: true,
        bigqueryOptions: { usePartitionedTables: false },
        deletionPolicy: "PREVENT",
      },
    },
    writer: {
      // Named after the dataset's and the sink's project: all sinks of a project write as the same service agent.
      name: `${datasetProject}/datasets/${datasetId}/${WRITER_ROLE}/${project}`,
      args: { project: datasetProject, datasetId, role: WRITER_ROLE },
    },
  };
}
