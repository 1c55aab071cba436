/** The store's errors. Anything else that it throws is a bug. */

/** `create` found an object of that name. */
export class AlreadyExistsError extends Error {
  readonly cloudName: string;

  constructor(cloudName: string) {
    super(`localcloud: ${cloudName} already exists`);
    this.name = "AlreadyExistsError";
    this.cloudName = cloudName;
  }
}

/** `update` or `delete` found no object of that name. */
export class NotFoundError extends Error {
  readonly cloudName: string;

  constructor(cloudName: string) {
    super(`localcloud: ${cloudName} does not exist`);
    this.name = "NotFoundError";
    this.cloudName = cloudName;
  }
}

/** A problem with the disk, the environment or a file. The message is one sentence that names it. */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on device",
  EDQUOT: "disk quota exceeded",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "read-only file system",
  EMFILE: "too many open files",
  ENAMETOOLONG: "file name too long",
  ENOTDIR: "a part of the path is not a directory",
};

/**
 * Turns an error of node:fs into one sentence, such as `localcloud: cannot write /x/y.json: no space left on device`.
 *
 * @param action What failed: `read`, `write`, `delete` or `list`.
 */
export function diskError(action: string, path: string, cause: unknown): StoreError {
  const code = errorCode(cause) ?? "";
  const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new StoreError(`localcloud: cannot ${action} ${path}: ${reason}`, { cause });
}

/** The code of a node:fs error, such as `ENOENT`; undefined for every other value. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
