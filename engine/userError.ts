/**
 * What every command's exit code means. 0, 1, 2 and 5 are pulumi's own (pkg/cmd/pulumi/cmd/exit_codes.go); where the
 * others differ from its, this program says something that pulumi does not: 6, the gate refused a change; 7, there are
 * changes where none were expected; 8, a lock keeps the operation from starting. Those from 10 on are about promotion:
 * there is something to promote, something cannot be promoted as it is written, a registry gave no answer. 130 is what
 * shells give for Ctrl-C.
 */
export const EXIT = {
  done: 0,
  failed: 1,
  badData: 2,
  policy: 5,
  refused: 6,
  unexpected: 7,
  locked: 8,
  work: 10,
  conflict: 11,
  unreachable: 12,
  interrupted: 130,
} as const;

/** A mistake of the user or of the machine: shown as its message alone, never with a stack trace. */
export class UserError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.name = "UserError";
    this.exitCode = exitCode;
  }
}
