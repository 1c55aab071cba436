import { boolean, object, string } from "../provider/shapes.ts";
import { namedType } from "./namedType.ts";
import { projectNumber } from "./projects.ts";

/** https://cloud.google.com/logging/docs/export/configure_export_v2#destination_format; the dataset need not exist yet. */
const destinationPattern =
  /^(bigquery\.googleapis\.com\/projects\/[^/]+\/datasets\/[^/]+|storage\.googleapis\.com\/[^/]+|pubsub\.googleapis\.com\/projects\/[^/]+\/topics\/[^/]+|logging\.googleapis\.com\/projects\/.+)$/;

/** gcp.logging.ProjectSink. All sinks of a project write as the same service agent. */
export const loggingProjectSink = namedType({
  token: "gcp:logging/projectSink:ProjectSink",
  service: "logging.googleapis.com",
  name: "projects/{project}/sinks/{name}",
  fields: {
    name: string("required", "replaces"),
    destination: string("required"),
    filter: string(),
    description: string(),
    disabled: boolean(),
    uniqueWriterIdentity: boolean("replaces", { default: true }),
    bigqueryOptions: object("computed", { usePartitionedTables: boolean("required") }),
  },
  computed: ["writerIdentity"],

  fault: ({ destination }) =>
    destinationPattern.test(String(destination)) ? undefined : `Invalid destination: ${String(destination)}`,

  outputs({ project, uniqueWriterIdentity }) {
    const agent = `service-${projectNumber(String(project))}@gcp-sa-logging.iam.gserviceaccount.com`;
    return {
      writerIdentity: `serviceAccount:${uniqueWriterIdentity === true ? agent : "cloud-logs@system.gserviceaccount.com"}`,
    };
  },
});
