import { string } from "../provider/shapes.ts";
import { CERTIFICATE_MANAGER, certificateType } from "./certificatemanager.ts";
import { COMPUTE, nameField } from "./compute.ts";
import { usersOf } from "./links.ts";
import { namedType } from "./namedType.ts";

export const certificatemanagerCertificateMap = namedType({
  ...certificateType,
  token: "gcp:certificatemanager/certificateMap:CertificateMap",
  name: "projects/{project}/locations/global/certificateMaps/{name}",
  fields: { name: nameField, description: string() },

  users(path, cloud) {
    const project = path.split("/")[1] ?? "";
    const entries = cloud.store.list(`${CERTIFICATE_MANAGER}/${path}`).map(({ cloudName }) => cloudName);
    return [...usersOf(cloud, `${COMPUTE}/projects/${project}/global/targetHttpsProxies`, path), ...entries];
  },
});
