import * as pulumi from "@pulumi/pulumi";
import { Service as RunService } from "@pulumi/gcp/cloudrunv2/service.js";
import { ServiceIamBinding } from "@pulumi/gcp/cloudrunv2/serviceIamBinding.js";
import { Service } from "@pulumi/gcp/projects/service.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import type { Proxy, ProxyStack } from "../../inventory/registry/types.ts";
import { REGISTRY_PROXY } from "../tokens.ts";
import { IAM_API, RUN_API, describeRegistryProxy } from "./describe.ts";

export interface RegistryProxyArgs {
  /** What all stacks have in common. */
  readonly proxy: Proxy;
  /** What differs. */
  readonly stack: ProxyStack;
}

/**
 * The proxy of registry.k8s.io, or of its sandbox, which redirects every request to where the content is: a Cloud Run
 * service in each region, run as an account without any role.
 *
 * All of it is protected and retained on delete, but for the regions that the data calls retired.
 *
 * @example new RegistryProxy("k8s-infra-oci-proxy", { proxy, stack: proxy.stacks.staging }, { providers: [gcp] });
 */
export class RegistryProxy extends pulumi.ComponentResource {
  /** What runs, by digest. */
  readonly image: string;
  private readonly apis: ReadonlyMap<string, Service>;

  constructor(name: string, args: RegistryProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(REGISTRY_PROXY, name, {}, opts);
    const { image, apis, account, regions } = describeRegistryProxy(args.proxy, args.stack);
    const retained = { parent: this, retainOnDelete: true };
    const guarded = { ...retained, protect: true };

    this.apis = new Map(apis.map((api) => [api.args.service, new Service(api.name, api.args, retained)]));
    const runAs = new Account(account.name, account.args, { ...guarded, dependsOn: this.api(IAM_API) });
    for (const { active, service, invoker } of regions) {
      const run = new RunService(service.name, service.args, {
        ...retained,
        protect: active,
        dependsOn: [this.api(RUN_API), runAs],
      });
      new ServiceIamBinding(invoker.name, invoker.args, { ...retained, dependsOn: run });
    }
    this.image = image;
    this.registerOutputs({ image });
  }

  /** The enabled service, to depend on. */
  private api(name: string): Service {
    const api = this.apis.get(name);
    if (api === undefined) throw new Error(`${name} is not among the services of this project`);
    return api;
  }
}
