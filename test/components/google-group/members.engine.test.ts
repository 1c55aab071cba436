/** An address that passes `check` but that Google refuses: only its list fails. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { infra, messages, testFolder, writeData } from "../../support/infra.ts";

test("a refused address is named, fails only its own group's list, and needs no manual cleanup", async () => {
  const folder = testFolder();
  const state = join(folder, "state");
  const projects = { "k8s-staging-dns": [], "k8s-staging-kind": [] };
  const others = ["ada@example.com", "bob@example.com"];
  const up = (kind: readonly string[], ...more: readonly string[]) =>
    infra([
      "up",
      "staging",
      "--state",
      state,
      ...writeData(folder, projects, others, { "staging-kind": kind }),
      ...more,
    ]);
  const membersIn = (group: string) =>
    readdirSync(
      join(state, `cloud/admin.googleapis.com/groups/k8s-infra-${group}@kubernetes.io/members`),
    ).sort();

  // Addresses are added in order, so one precedes the refused one in the list, and one follows it.
  const first = await up(["eve@example.com", "gone@gmail.com", "zoe@example.com"]);
  expect(first.code).toBe(1);
  expect(messages(first.stderr)).toEqual([
    "k8s-infra-staging-kind@kubernetes.io/members: Error adding member gone@gmail.com to group k8s-infra-staging-kind@kubernetes.io: googleapi: Error 400: Invalid Input: memberKey, invalid",
    "89 resources changed before that and stay recorded; run this again to go on.",
  ]);
  expect(membersIn("staging-dns")).toEqual(["ada@example.com.json", "bob@example.com.json"]);
  expect(membersIn("staging-kind")).toEqual(["eve@example.com.json"]);

  const second = await up(["eve@example.com", "zoe@example.com"]);
  expect(second.code).toBe(0);
  expect(messages(second.stderr)).toEqual([
    expect.stringMatching(/^staging: the run of \S+ did not finish$/),
    "staging: 1 resource exists in localcloud and not in the state: adopting",
  ]);
  expect(membersIn("staging-kind")).toEqual(["eve@example.com.json", "zoe@example.com.json"]);
  expect((await up(["eve@example.com", "zoe@example.com"], "--full")).stdout).toContain("  no changes\n");
});
