import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { diskError } from "../../../localcloud/store/errors.ts";
import { encodeSegment, objectPath } from "../../../localcloud/store/objectPath.ts";
import { Store } from "../../../localcloud/store/store.ts";
import { temporaryDirectory } from "../sandbox.ts";

const name = "artifactregistry.googleapis.com/projects/p/locations/us/repositories/gcr.io";
const storeModule = new URL("../../../localcloud/store/store.ts", import.meta.url).href;

/** Runs a script with `Store` and `root` in scope in a separate process, which is killed at the end of the test. */
function startProcess(root: string, script: string) {
  const source = `import { Store } from ${JSON.stringify(storeModule)}; const root = ${JSON.stringify(root)}; ${script}`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", source], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

async function outputOf(child: ReturnType<typeof startProcess>): Promise<string> {
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(child, "close");
  return text.trim();
}

describe("one process", () => {
  it("creates, reads, updates, lists and deletes an object", () => {
    const store = new Store(temporaryDirectory());
    expect(store.read(name)).toBeUndefined();
    store.create(name, { format: "DOCKER" });
    expect(store.read(name)).toEqual({ format: "DOCKER" });
    store.update(name, { format: "DOCKER", description: "Images" });
    expect(store.list("artifactregistry.googleapis.com/projects/p")).toEqual([
      { cloudName: name, properties: { format: "DOCKER", description: "Images" } },
    ]);
    store.delete(name);
    expect(store.read(name)).toBeUndefined();
    expect(store.list("artifactregistry.googleapis.com")).toEqual([]);
  });

  it("refuses to create an object that exists and to change one that does not", () => {
    const store = new Store(temporaryDirectory());
    store.create(name, {});
    expect(() => store.create(name, {})).toThrow(`localcloud: ${name} already exists`);
    expect(() => store.update(`${name}x`, {})).toThrow(`localcloud: ${name}x does not exist`);
    expect(() => store.delete(`${name}x`)).toThrow(`localcloud: ${name}x does not exist`);
    expect(store.list("artifactregistry.googleapis.com")).toHaveLength(1);
  });

  it("removes an object together with everything below it", () => {
    const store = new Store(temporaryDirectory());
    store.create(name, {});
    store.create(`${name}/iamPolicy`, { bindings: [] });
    store.delete(name);
    expect(store.read(`${name}/iamPolicy`)).toBeUndefined();
    store.create(`${name}/iamPolicy`, { bindings: [] });
    expect(store.read(`${name}/iamPolicy`)).toEqual({ bindings: [] });
  });

  it("writes readable files: sorted keys, two-space indentation, the full name", () => {
    const root = temporaryDirectory();
    new Store(root).create(name, { format: "DOCKER", dockerConfig: { z: 1, a: 2 } });
    const path = join(
      root,
      "artifactregistry.googleapis.com/projects/p/locations/us/repositories/gcr.io.json",
    );
    expect(readFileSync(path, "utf8")).toBe(`{
  "cloudName": "${name}",
  "properties": {
    "dockerConfig": {
      "a": 2,
      "z": 1
    },
    "format": "DOCKER"
  }
}
`);
  });

  it("names a damaged file, when reading it and when listing", () => {
    const root = temporaryDirectory();
    const store = new Store(root);
    store.create(name, {});
    const path = objectPath(root, name);
    writeFileSync(path, "{");
    expect(() => store.read(name)).toThrow(`localcloud: ${path} is damaged: `);
    expect(() => store.list("artifactregistry.googleapis.com")).toThrow(`localcloud: ${path} is damaged: `);
    writeFileSync(path, '{"properties": {}}');
    expect(() => store.read(name)).toThrow(
      `localcloud: ${path} is damaged: it needs "cloudName" (a text) and "properties" (an object)`,
    );
  });

  it("needs an absolute directory from LOCALCLOUD_DIR", () => {
    expect(() => Store.fromEnvironment({})).toThrow(
      "localcloud: the environment variable LOCALCLOUD_DIR is not set",
    );
    expect(() => Store.fromEnvironment({ LOCALCLOUD_DIR: "x" })).toThrow(
      'localcloud: LOCALCLOUD_DIR must be absolute, not "x"',
    );
    const root = join(temporaryDirectory(), "new", "directory");
    expect(Store.fromEnvironment({ LOCALCLOUD_DIR: root }).root).toBe(root);
  });

  it("reports a disk error in one sentence", () => {
    const noSpace = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    expect(diskError("write", "/x/y.json", noSpace).message).toBe(
      "localcloud: cannot write /x/y.json: no space left on device",
    );
    const root = temporaryDirectory();
    const store = new Store(root);
    writeFileSync(join(root, "storage.googleapis.com"), "in the way");
    expect(() => store.create("storage.googleapis.com/b/x", {})).toThrow(
      `localcloud: cannot write ${join(root, "storage.googleapis.com/b")}: a part of the path is not a directory`,
    );
    expect(readdirSync(join(root, ".work"))).toEqual([]);
  });

  it("ignores the temporary file and lock of a dead process", () => {
    const root = temporaryDirectory();
    const store = new Store(root);
    store.create(name, { version: 1 });
    writeFileSync(join(root, ".work", "1-1.tmp"), "{ half");
    // No process has an id this high: Linux allows at most 4,194,304.
    writeFileSync(join(root, ".work", `${encodeSegment(name)}.lock`), "99999999");
    store.update(name, { version: 2 });
    expect(store.read(name)).toEqual({ version: 2 });
    expect(store.list("artifactregistry.googleapis.com")).toHaveLength(1);
  });
});

describe("file names", () => {
  it("encode everything that has a special meaning to a file system", () => {
    expect(encodeSegment("gcr.io")).toBe("gcr.io");
    expect(encodeSegment("..")).toBe("%2E.");
    expect(encodeSegment("a b:c%")).toBe("a%20b%3Ac%25");
    expect(encodeSegment("x.json")).toBe("x%2Ejson");
    expect(encodeSegment("ü")).toBe("%C3%BC");
    expect(encodeSegment("x".repeat(300))).toHaveLength(200);
    expect(() => objectPath("/root", "a//b")).toThrow('a cloud name has no empty part: "a//b"');
  });

  it("are distinct for distinct parts, at most 200 characters long, and never hidden or ending in .json", () => {
    const segment = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
      fc.constantFrom(".", "..", ".json"),
    );
    fc.assert(
      fc.property(segment, segment, (a, b) => {
        const encoded = encodeSegment(a);
        expect(encoded).toMatch(/^[A-Za-z0-9_%@-][A-Za-z0-9_%.@~-]*$/);
        expect(encoded.length).toBeLessThanOrEqual(200);
        expect(encoded.endsWith(".json")).toBe(false);
        expect(encoded === encodeSegment(b)).toBe(a === b);
      }),
    );
  });
});

describe("several processes", () => {
  const others = 4;
  const rounds = 50;

  it("that create the same object have exactly one winner", async () => {
    const root = temporaryDirectory();
    const script = `
      const store = new Store(root);
      console.log("ready");
      await new Promise((resolve) => process.stdin.once("data", resolve));
      let won = 0;
      for (let round = 0; round < ${rounds}; round += 1) {
        try { store.create("x/" + round, { by: process.pid }); won += 1; }
        catch (error) { if (error.name !== "AlreadyExistsError") throw error; }
      }
      console.log(won);
      process.exit(0);`;
    const children = Array.from({ length: others }, () => startProcess(root, script));
    await Promise.all(children.map((child) => once(child.stdout, "data")));
    for (const child of children) child.stdin.write("go\n");
    const wins = await Promise.all(children.map(outputOf));
    expect(wins.map(Number).reduce((sum, won) => sum + won, 0)).toBe(rounds);
    expect(new Store(root).list("x")).toHaveLength(rounds);
  }, 30_000);

  it("lose no changes when they modify the same object", async () => {
    const root = temporaryDirectory();
    const store = new Store(root);
    store.create("x/counter", { count: 0 });
    const script = `
      const store = new Store(root);
      for (let round = 0; round < ${rounds}; round += 1) store.modify("x/counter", ({ count }) => ({ count: count + 1 }));`;
    await Promise.all(Array.from({ length: others }, () => outputOf(startProcess(root, script))));
    expect(store.read("x/counter")).toEqual({ count: others * rounds });
  }, 30_000);

  it("leave only whole objects when killed in the middle of writing", async () => {
    const root = temporaryDirectory();
    const big = "x".repeat(20_000);
    const script = `
      const store = new Store(root);
      const properties = { start: 1, big: ${JSON.stringify(big)}, end: 1 };
      store.create("x/shared", properties);
      console.log("started");
      for (let n = 0; ; n += 1) { store.create("x/" + n, properties); store.update("x/shared", { ...properties, n }); }`;
    const child = startProcess(root, script);
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 150));
    child.kill("SIGKILL");
    await once(child, "close");

    const store = new Store(root);
    const objects = store.list("x");
    expect(objects.length).toBeGreaterThan(10);
    for (const { properties } of objects) expect(properties).toMatchObject({ start: 1, big, end: 1 });
    store.update("x/shared", { repaired: true });
    expect(store.read("x/shared")).toEqual({ repaired: true });
  }, 30_000);
});
