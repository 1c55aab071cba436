import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import resources from "@pulumi/pulumi/proto/resource_pb.js";
import { describe, expect, it } from "vitest";
import { PlanMonitor } from "../../cli/review/plan/monitor.ts";
import { GoogleGroup } from "../../components/google-group/index.ts";
import { effectiveSettings } from "../../inventory/groups/settings.ts";
import type { Group } from "../../inventory/groups/types.ts";
import { Provider } from "../../sdks/googleworkspace/index.ts";
import { basePlugin, googleworkspace, parameter } from "../../sdks/googleworkspace/package.ts";
import { parameterization, tokens } from "../localcloud/googleworkspace/sandbox.ts";

type Reply<Response> = (error: unknown, response: Response | undefined) => void;
type Register = InstanceType<typeof resources.RegisterResourceRequest>;

/** Also records what a plan does not show. */
class RecordingMonitor extends PlanMonitor {
  readonly packages: unknown[] = [];
  readonly requests: Register[] = [];

  override registerPackage(
    request: InstanceType<typeof resources.RegisterPackageRequest>,
    reply: Reply<InstanceType<typeof resources.RegisterPackageResponse>>,
  ): void {
    const asked = request.getParameterization();
    this.packages.push({
      plugin: [request.getName(), request.getVersion(), request.getDownloadUrl()],
      name: asked?.getName(),
      version: asked?.getVersion(),
      value: Buffer.from(asked?.getValue_asU8() ?? []).toString("utf8"),
    });
    reply(null, new resources.RegisterPackageResponse().setRef("the-package"));
  }

  override registerResource(
    request: Register,
    reply: Parameters<PlanMonitor["registerResource"]>[1],
  ): Promise<void> {
    this.requests.push(request);
    return super.registerResource(request, reply);
  }
}

async function register(program: () => void): Promise<RecordingMonitor> {
  const monitor = new RecordingMonitor();
  pulumi.runtime.setMockOptions(monitor, "k8s-registry", "staging", true);
  await pulumi.runtime.runInPulumiStack(() => {
    program();
    return Promise.resolve();
  });
  await pulumi.runtime.disconnect();
  return monitor;
}

function record(email: string, changes: Partial<Group>): Group {
  const origin = { line: 1, column: 1 } as Group["origin"];
  const none = { owners: [], managers: [], members: [], nested: [], origins: {}, declared: {} };
  const [name = ""] = email.split("@");
  const settings = effectiveSettings({});
  const defaults = {
    name,
    description: "",
    state: "active",
    settings,
    membership: "complete",
    reconcileMembers: true,
  } as const;
  return { email, ...defaults, ...none, origin, ...changes };
}

const inner = record("inner@kubernetes.io", { members: ["a@example.com"] });
const outer = record("outer@kubernetes.io", {
  members: ["inner@kubernetes.io"],
  nested: ["inner@kubernetes.io"],
});
const open = record("open@kubernetes.io", {
  reconcileMembers: false,
  owners: ["a@example.com"],
  members: ["b@example.com"],
});
const retired = record("retired@kubernetes.io", { state: "retired" });

async function registered() {
  const monitor = await register(() => {
    const provider = new Provider("googleworkspace", { customerId: "C0", oauthScopes: ["x"] });
    const made = new Map<string, GoogleGroup>();
    for (const group of [inner, outer, open, retired])
      made.set(group.email, new GoogleGroup(group.email, { group, made }, { providers: [provider] }));
  });
  const groups = "urn:pulumi:staging::k8s-registry::k8s:registry:GoogleGroup$googleworkspace:index";
  const short = (urn: string) => urn.replace(groups, "");
  const request = (type: string, name: string) => {
    const found = monitor.requests.find((one) => one.getType() === type && one.getName() === name);
    if (found === undefined) throw new Error(`${type} ${name} was not registered`);
    return found;
  };
  const options = (type: string, name: string) => {
    const found = request(type, name);
    return {
      retain: found.getRetainondelete(),
      deletedWith: short(found.getDeletedwith()),
      dependsOn: found.getDependenciesList().map(short).sort(),
      package: found.getPackageref(),
    };
  };
  return { monitor, options, request };
}

describe("the SDK", () => {
  it("registers the same package as a generated SDK, only once", async () => {
    const { monitor, request } = await registered();
    expect(monitor.packages).toEqual([{ plugin: ["terraform-provider", "1.4.0", ""], ...parameterization }]);
    const provider = request("pulumi:providers:googleworkspace", "googleworkspace");
    expect(provider.getPackageref()).toBe("the-package");
    expect(provider.getObject()?.toJavaScript()).toEqual({ customerId: "C0", oauthScopes: '["x"]' });
  });

  it("has the same parameterization in package.json, which Pulumi's own language host reads", () => {
    const file = new URL("../../sdks/googleworkspace/package.json", import.meta.url);
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const value = Buffer.from(parameter).toString("base64");
    expect([manifest.name, manifest.version, manifest.pulumi]).toEqual([
      "@pulumi/googleworkspace",
      googleworkspace.version,
      { resource: true, ...basePlugin, parameterization: { ...googleworkspace, value } },
    ]);
  });
});

describe("the component", () => {
  it("retains the group, its settings and its members, and sets deletedWith on the latter two", async () => {
    const { options } = await registered();
    const group = "/group:Group::outer@kubernetes.io";
    const settings = "/groupSettings:GroupSettings::outer@kubernetes.io/settings";
    expect(options(tokens.group, "outer@kubernetes.io")).toEqual({
      retain: true,
      deletedWith: "",
      dependsOn: [],
      package: "the-package",
    });
    expect(options(tokens.settings, "outer@kubernetes.io/settings")).toEqual({
      retain: true,
      deletedWith: group,
      dependsOn: [group],
      package: "the-package",
    });
    expect(options(tokens.members, "outer@kubernetes.io/members")).toEqual({
      retain: true,
      deletedWith: group,
      dependsOn: ["/group:Group::inner@kubernetes.io", settings],
      package: "the-package",
    });
  });

  it("retains memberships of members but not of owners, and nothing of a retired group", async () => {
    const { options, request } = await registered();
    expect(options(tokens.member, "open@kubernetes.io/members/a@example.com")).toMatchObject({
      retain: false,
      deletedWith: "/group:Group::open@kubernetes.io",
    });
    expect(options(tokens.member, "open@kubernetes.io/members/b@example.com").retain).toBe(true);
    const name = "retired@kubernetes.io";
    expect(options(tokens.group, name).retain).toBe(false);
    expect(options(tokens.settings, `${name}/settings`).retain).toBe(false);
    expect(options(tokens.members, `${name}/members`).retain).toBe(false);
    expect(request(tokens.settings, `${name}/settings`).getIgnorechangesList()).toContain("isArchived");
  });

  it("requires member groups to be created before the groups that contain them", async () => {
    let message = "";
    await register(() => {
      try {
        new GoogleGroup(outer.email, { group: outer, made: new Map() });
      } catch (error) {
        message = (error as Error).message;
      }
    });
    expect(message).toBe("the member group inner@kubernetes.io must be made before the groups it is in");
  });
});
