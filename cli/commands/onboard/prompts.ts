import type { Organizations } from "../../../inventory/builds/orgs.ts";
import type { Current } from "../../edits/onboarding/current.ts";
import { projectNamed, readRequest, type Typed } from "../../edits/onboarding/request.ts";
import type { Terminal } from "../../../terminal/terminal.ts";

/** A question, and how its answer completes the request. */
interface Question {
  readonly text: string;
  readonly answered: (answer: string, typed: Typed) => Typed;
  /** An empty answer is accepted. */
  readonly optional?: boolean;
}

const words = (answer: string) => answer.split(/[\s,]+/).filter((word) => word !== "");

/** Asks for the missing parts of a request, repeating each question until the answer is valid. */
export async function completed(
  typed: Typed,
  current: Current,
  organizations: Organizations | undefined,
  terminal: Terminal,
): Promise<Typed> {
  const faultsOf = (request: Typed) => readRequest(request, current, organizations).faults;
  const ask = async (request: Typed, { text, answered, optional }: Question): Promise<Typed> => {
    const known = new Set(faultsOf(request));
    for (;;) {
      const answer = await terminal.ask(text);
      if (answer === "" && optional !== true) continue;
      const next = answered(answer, request);
      const faults = faultsOf(next).filter((fault) => !known.has(fault));
      if (faults.length === 0) return next;
      terminal.print(faults.map((fault) => `${fault}\n`).join(""));
    }
  };
  let request = typed;
  if (request.name === "")
    request = await ask(request, {
      text: "Name, at most 18 lower case letters, digits and hyphens: k8s-staging-",
      answered: (answer, all) => ({ ...all, name: answer }),
    });
  for (const question of questionsFor(request, current)) request = await ask(request, question);
  return request;
}

function questionsFor(typed: Typed, current: Current): Question[] {
  const project = projectNamed(typed.name, current);
  const { sig, repositories, members, builds } = typed;
  const repository = (text: string, optional: boolean): Question => ({
    text,
    optional,
    answered: (answer, all) => ({ ...all, repositories: words(answer) }),
  });
  const member = (text: string, optional: boolean): Question => ({
    text,
    optional,
    answered: (answer, all) => ({ ...all, members: words(answer) }),
  });
  if (project !== undefined) {
    const silent = repositories.length + members.length === 0 && sig === undefined && builds === undefined;
    if (!silent) return [];
    return [
      member(`${project.id} is there already. Addresses of more members, Enter for none: `, true),
      repository("More repositories, as <organization>/<name>, Enter for none: ", true),
    ];
  }
  return [
    ...(repositories.length === 0
      ? [repository("Repositories with its code, as <organization>/<name>: ", false)]
      : []),
    ...(sig === undefined
      ? [
          {
            text: "The SIG that owns it, such as sig-node: ",
            answered: (answer: string, all: Typed) => ({ ...all, sig: answer }),
          },
        ]
      : []),
    ...(members.length === 0 ? [member("Addresses of who may push its images: ", false)] : []),
    ...(builds === undefined && repositories.length === 0
      ? [
          {
            text: "Build every push to main and every version tag? [Y/n] ",
            optional: true,
            answered: (answer: string, all: Typed) => (/^n/i.test(answer) ? { ...all, builds: [] } : all),
          },
        ]
      : []),
  ];
}
