import type { DatasetArgs } from "@pulumi/gcp/bigquery/dataset.js";
import type { DatasetIamMemberArgs } from "@pulumi/gcp/bigquery/datasetIamMember.js";
import type { ProjectSinkArgs } from "@pulumi/gcp/logging/projectSink.js";
import type { ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

/** A sink, and the grant that its writer needs: a member that only the cloud can name. */
export interface SinkDescription {
  readonly sink: Described<Known<ProjectSinkArgs>>;
  readonly writer: Described<Omit<Known<DatasetIamMemberArgs>, "member">>;
}

/** What is kept of the proxy's logs: facts/upstream.md §4.4. */
export interface LogsDescription {
  /** Takes the analytics; the request log's dataset is somebody else's. */
  readonly dataset: Described<Known<DatasetArgs>>;
  readonly sinks: readonly SinkDescription[];
}

/** Writes tables and their rows. Additive: the dataset's own project editors hold it, too. */
const WRITER_ROLE = "roles/bigquery.dataEditor";
const ANALYTICS = "analytics";

/** Says which logs go where. */
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
      // In the dataset's project, and by the sink's: all sinks of a project write as one agent of Google's.
      name: `${datasetProject}/datasets/${datasetId}/${WRITER_ROLE}/${project}`,
      args: { project: datasetProject, datasetId, role: WRITER_ROLE },
    },
  };
}
