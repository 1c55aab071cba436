import { createHash } from "node:crypto";
import type { Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import { computeType, nameField, COMPUTE } from "./compute.ts";
import type { GoogleCloud } from "./cloud.ts";
import { namedType } from "./namedType.ts";
import { projectOf } from "./projects.ts";

/** gcp.compute.GlobalAddress. The address is derived from the name, in the ranges reserved for documentation. */
export const computeGlobalAddress = namedType({
  ...computeType,
  token: "gcp:compute/globalAddress:GlobalAddress",
  name: "projects/{project}/global/addresses/{name}",
  fields: {
    name: nameField,
    description: string("replaces"),
    addressType: string("replaces", { default: "EXTERNAL", oneOf: ["EXTERNAL", "INTERNAL"] }),
    // The API returns no version for IPv4, which the plugin considers equal (EmptyOrDefaultStringSuppress).
    ipVersion: string("replaces", "computed", { oneOf: ["IPV4", "IPV6"] }),
    address: string("replaces", "computed"),
  },
  generate: (inputs, cloud) => ({ address: inputs.address ?? newAddress(inputs, cloud) }),

  users(path, cloud) {
    const project = path.split("/")[1] ?? "";
    const address = cloud.store.read(`${COMPUTE}/${path}`)?.address;
    return cloud.store
      .list(`${COMPUTE}/projects/${project}/global/forwardingRules`)
      .filter(({ properties }) => properties.ipAddress === address)
      .map(({ cloudName }) => cloudName.slice(COMPUTE.length + 1));
  },
});

/** In the ranges of RFC 5737 and RFC 3849. */
function newAddress(inputs: Values, cloud: GoogleCloud): string {
  const name = `${projectOf(inputs, cloud)}/${String(inputs.name)}`;
  const digest = createHash("sha256").update(name).digest();
  if (inputs.ipVersion === "IPV6") return `2001:db8:${digest.readUInt16BE().toString(16)}::`;
  return `203.0.113.${digest.readUInt8() % 256}`;
}
