import { randomBytes } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { AlreadyExistsError, diskError, errorCode, NotFoundError, StoreError } from "./errors.ts";
import { withLock } from "./lock.ts";
import { childrenPath, encodeSegment, objectPath, objectSuffix } from "./objectPath.ts";
import { parseObject, renderObject, type Properties, type StoredObject } from "./objectFile.ts";

/** The environment variable that holds the absolute path of the store's directory. */
export const directoryVariable = "LOCALCLOUD_DIR";

/** Holds temporary files and locks. No segment of a cloud name begins with a dot (see `encodeSegment`). */
const workDirectory = ".work";

/**
 * What exists in the local clouds: one JSON file per object, in a directory that several plugin processes share.
 *
 * A file is created, replaced and removed atomically (link, rename, unlink), so kill -9 at any moment leaves only whole
 * objects. Nothing is synced to disk, because a rehearsal need not survive a power failure. All calls block, which is
 * faster here than a thread pool and makes each one atomic within the process.
 *
 * Every method throws `StoreError` when the disk refuses or a file does not parse.
 */
export class Store {
  readonly root: string;
  private readonly knownDirectories = new Set<string>();
  /**
   * Random rather than the process id: a process killed between link and unlink leaves a second name of a live object,
   * and writing to that name again would change the object in place.
   */
  private readonly writer = randomBytes(6).toString("hex");
  private temporaryFiles = 0;

  /** @param root An absolute path; created when it does not exist. */
  constructor(root: string) {
    if (!isAbsolute(root))
      throw new StoreError(`localcloud: ${directoryVariable} must be absolute, not "${root}"`);
    this.root = root;
    this.makeDirectory(join(root, workDirectory));
  }

  /** The store in `LOCALCLOUD_DIR`. @throws StoreError when that is unset or not absolute. */
  static fromEnvironment(environment: NodeJS.ProcessEnv = process.env): Store {
    const root = environment[directoryVariable];
    if (root === undefined || root === "") {
      throw new StoreError(`localcloud: the environment variable ${directoryVariable} is not set`);
    }
    return new Store(root);
  }

  /**
   * Adds an object. Of several processes that add the same one, exactly one succeeds.
   *
   * @param refusal Makes the error thrown when the object already exists, in place of `AlreadyExistsError`.
   */
  create(cloudName: string, properties: Properties, refusal?: () => Error): void {
    const path = objectPath(this.root, cloudName);
    const add = (temporary: string) => {
      try {
        linkSync(temporary, path);
      } catch (error) {
        if (errorCode(error) === "EEXIST") throw new AlreadyExistsError(cloudName);
        throw error;
      } finally {
        unlinkSync(temporary);
      }
    };
    try {
      this.replace(path, cloudName, properties, add);
    } catch (error) {
      throw refusal !== undefined && error instanceof AlreadyExistsError ? refusal() : error;
    }
  }

  /** The object's properties, or undefined when there is none. */
  read(cloudName: string): Properties | undefined {
    return readObjectFile(objectPath(this.root, cloudName))?.properties;
  }

  /** Replaces the properties of an existing object. @throws NotFoundError */
  update(cloudName: string, properties: Properties): void {
    this.modify(cloudName, (current) => {
      if (current === undefined) throw new NotFoundError(cloudName);
      return properties;
    });
  }

  /**
   * Reads, changes and writes one object, excluding all other processes.
   *
   * @param change Receives undefined when the object does not exist; its result is written.
   */
  modify(cloudName: string, change: (current: Properties | undefined) => Properties): Properties {
    return this.exclusively(cloudName, (path) => {
      const next = change(readObjectFile(path)?.properties);
      this.replace(path, cloudName, next, (temporary) => renameSync(temporary, path));
      return next;
    });
  }

  /** Removes an object and everything below it. @throws NotFoundError */
  delete(cloudName: string): void {
    this.exclusively(cloudName, (path) => {
      try {
        unlinkSync(path);
      } catch (error) {
        if (errorCode(error) === "ENOENT") throw new NotFoundError(cloudName);
        throw diskError("delete", path, error);
      }
    });
    this.deleteBelow(cloudName);
  }

  /** Removes an object, if it exists, and everything below it. */
  remove(cloudName: string): void {
    if (this.read(cloudName) !== undefined) this.delete(cloudName);
  }

  /** Removes everything below a name, but not the object of that name. */
  deleteBelow(cloudName: string): void {
    const directory = childrenPath(this.root, cloudName);
    rmSync(directory, { recursive: true, force: true });
    this.knownDirectories.clear();
  }

  /**
   * All objects below `prefix` that have these properties, sorted by name. The prefix consists of whole segments, and
   * the object of that name is not included.
   */
  list(prefix: string, where: Properties = {}): StoredObject[] {
    const directory = childrenPath(this.root, prefix);
    let entries: string[];
    try {
      entries = readdirSync(directory, { encoding: "utf8", recursive: true });
    } catch (error) {
      if (errorCode(error) === "ENOENT") return [];
      throw diskError("list", directory, error);
    }
    return entries
      .filter((entry) => entry.endsWith(objectSuffix))
      .map((entry) => readObjectFile(join(directory, entry)))
      .filter((object) => object !== undefined)
      .filter(({ properties }) => Object.entries(where).every(([key, value]) => properties[key] === value))
      .sort((a, b) => (a.cloudName < b.cloudName ? -1 : 1));
  }

  private exclusively<T>(cloudName: string, action: (path: string) => T): T {
    const lock = join(this.root, workDirectory, `${encodeSegment(cloudName)}.lock`);
    return withLock(lock, this.temporaryPath(), () => action(objectPath(this.root, cloudName)));
  }

  private replace(
    path: string,
    cloudName: string,
    properties: Properties,
    put: (temporary: string) => void,
  ): void {
    const temporary = this.temporaryPath();
    try {
      writeFileSync(temporary, renderObject({ cloudName, properties }));
      this.makeDirectory(dirname(path));
      try {
        put(temporary);
      } catch (error) {
        // Another process has removed the parent and its directory in the meantime.
        if (errorCode(error) !== "ENOENT") throw error;
        this.knownDirectories.clear();
        this.makeDirectory(dirname(path));
        writeFileSync(temporary, renderObject({ cloudName, properties }));
        put(temporary);
      }
    } catch (error) {
      rmSync(temporary, { force: true });
      if (error instanceof AlreadyExistsError || error instanceof StoreError) throw error;
      throw diskError("write", path, error);
    }
  }

  private makeDirectory(path: string): void {
    if (this.knownDirectories.has(path)) return;
    try {
      mkdirSync(path, { recursive: true });
    } catch (error) {
      throw diskError("write", path, error);
    }
    this.knownDirectories.add(path);
  }

  private temporaryPath(): string {
    this.temporaryFiles += 1;
    return join(this.root, workDirectory, `${this.writer}-${this.temporaryFiles}.tmp`);
  }
}

function readObjectFile(path: string): StoredObject | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw diskError("read", path, error);
  }
  return parseObject(path, text);
}
