import type { ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import type { Properties } from "../store/objectFile.ts";
import { AwsError, callOf } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { certificateObject, certificatesOf, madeUp, madeUpUuid } from "./names.ts";
import { regionOf, requireRegion } from "./regions.ts";

/**
 * aws.acm.Certificate, requested and validated by DNS. The id and import id are the ARN.
 *
 * It stays PENDING_VALIDATION because no name server is modeled: write ISSUED into its file to continue. As in the real
 * plugin, creating does not wait (https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html).
 */
export const acmCertificate: ResourceType<AwsCloud> = {
  token: "aws:acm/certificate:Certificate",
  fields: {
    domainName: string("required", "replaces"),
    validationMethod: string("required", "replaces", { oneOf: ["DNS"] }),
    region: string("replaces", "computed"),
  },
  computed: ["arn", "status", "domainValidationOptions"],

  create(inputs, cloud) {
    const domain = String(inputs.domainName);
    const region = regionOf(inputs, cloud);
    const call = callOf("ACM", "RequestCertificate", `requesting ACM Certificate (${domain})`);
    requireRegion(region, cloud, call);
    if (!/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i.test(domain) || domain.length > 253) {
      const message = "1 validation error detected: Value at 'domainName' failed to satisfy constraint";
      throw new AwsError(call, 400, "ValidationException", message);
    }
    const id = madeUpUuid("certificate", cloud.account, region, domain);
    const arn = `arn:aws:acm:${region}:${cloud.account}:certificate/${id}`;
    const properties = {
      arn,
      domainName: domain,
      validationMethod: "DNS",
      region,
      status: "PENDING_VALIDATION",
    };
    cloud.store.create(certificateObject(cloud.account, region, id), properties);
    return { id: arn, outputs: outputs(properties) };
  },

  read(id, _state, cloud) {
    const found = findCertificate(cloud, id);
    return found && { id, outputs: outputs(found) };
  },

  find(within, where, cloud) {
    return cloud.store
      .list(certificatesOf(cloud.account, within), where)
      .map(({ properties }) => String(properties.arn));
  },

  delete(id, _state, cloud) {
    const name = objectOf(cloud, id);
    if (name !== undefined) cloud.store.remove(name);
  },
};

/** A certificate of the account; undefined when it does not exist. Its `status` is ISSUED once it is usable. */
export function findCertificate(cloud: AwsCloud, arn: string): Properties | undefined {
  const name = objectOf(cloud, arn);
  return name === undefined ? undefined : cloud.store.read(name);
}

function objectOf(cloud: AwsCloud, arn: string): string | undefined {
  const [, region, account, id] =
    /^arn:aws:acm:([a-z0-9-]+):(\d{12}):certificate\/([0-9a-f-]{36})$/.exec(arn) ?? [];
  return region && id && account === cloud.account ? certificateObject(account, region, id) : undefined;
}

function outputs(found: Properties): Values {
  const domainName = String(found.domainName);
  const token = (of: string) => `_${madeUp("validation", of, String(found.arn)).slice(0, 32)}`;
  const option = {
    domainName,
    resourceRecordName: `${token("name")}.${domainName.replace(/^\*\./, "")}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `${token("value")}.acm-validations.aws.`,
  };
  return { ...found, domainValidationOptions: [option] };
}
