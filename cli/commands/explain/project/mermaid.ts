import type { ProjectAnswer } from "./answer.ts";
import type { Reach } from "./reach.ts";

/** The maximum number of addresses per group with boxes of their own; more are shown as a count in one box. */
const FEW = 8;

/**
 * Formats the answer as a Mermaid diagram, from sources and people on the left to registry.k8s.io on the right: who
 * pushes and pulls by which path, what is built, and where images are promoted to.
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function projectMermaid(answer: ProjectAnswer): string {
  const diagram = new Diagram();
  for (const { address } of answer.repositories) diagram.box(address, "store");
  drawAccess(diagram, answer);
  for (const { repository, name, runner, stopped } of answer.builds) {
    const builder = answer.access.push.find(({ address }) => address.startsWith("gcb-builder-"));
    const build = diagram.box(`${name} (${runner}${stopped === undefined ? "" : ", stopped"})`, "step");
    diagram.arrow(diagram.box(repository, "round"), build);
    if (builder !== undefined) diagram.arrow(build, diagram.box(builder.address, "round"), "runs as");
  }
  for (const { source, served } of answer.promoted) {
    if (source === undefined) continue;
    for (const address of served)
      diagram.arrow(diagram.box(source, "store"), diagram.box(address, "store"), "kpromo");
  }
  return diagram.text();
}

function drawAccess(diagram: Diagram, { access, repositories }: ProjectAnswer): void {
  // Without images, only the access to builds can be shown.
  const shown = repositories.length === 0 ? access.build : access.push;
  const held = [...shown, ...access.read].filter(({ through }) => through.length === 0);
  for (const { address, roles } of held) {
    for (const { role, resource } of roles) {
      diagram.arrow(
        diagram.box(address, "round"),
        diagram.box(resource, "store"),
        role.replace(/^roles\//, ""),
      );
    }
  }
  for (const [nearest, members] of byNearest(shown)) {
    const to = diagram.box(nearest, "round");
    // Addresses that others get access through keep their own boxes.
    const ways = members.filter(({ address }) => shown.some(({ through }) => through[0] === address));
    const others = members.filter((member) => !ways.includes(member));
    for (const { address } of others.length > FEW ? ways : members)
      diagram.arrow(diagram.box(address, "round"), to);
    if (others.length > FEW)
      diagram.arrow(diagram.box(`${others.length} members of ${nearest}`, "round"), to);
  }
}

function byNearest(reach: readonly Reach[]): Map<string, Reach[]> {
  const found = new Map<string, Reach[]>();
  for (const one of reach) {
    const [nearest] = one.through;
    if (nearest !== undefined) found.set(nearest, [...(found.get(nearest) ?? []), one]);
  }
  return found;
}

const SHAPES = { round: ["(", ")"], store: ["[(", ")]"], step: ["[", "]"] } as const;

/** Boxes, unique by text, and arrows between them. */
class Diagram {
  readonly #boxes = new Map<string, { readonly id: string; readonly shape: keyof typeof SHAPES }>();
  readonly #arrows: string[] = [];

  /** Returns the id of the box with a text, adding it if needed. */
  box(text: string, shape: keyof typeof SHAPES): string {
    const known = this.#boxes.get(text);
    if (known !== undefined) return known.id;
    const id = `n${this.#boxes.size + 1}`;
    this.#boxes.set(text, { id, shape });
    return id;
  }

  arrow(from: string, to: string, label?: string): void {
    const line = label === undefined ? `${from} --> ${to}` : `${from} -- ${quoted(label)} --> ${to}`;
    if (!this.#arrows.includes(line)) this.#arrows.push(line);
  }

  text(): string {
    const boxes = [...this.#boxes].map(([text, { id, shape }]) => {
      const [open, close] = SHAPES[shape];
      return `${id}${open}${quoted(text)}${close}`;
    });
    return ["flowchart LR", ...[...boxes, ...this.#arrows].map((line) => `  ${line}`), ""].join("\n");
  }
}

/**
 * Quotes text for a diagram. Characters that could end the quotes, or be markup in the rendered page, become entity
 * codes: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
function quoted(text: string): string {
  return `"${text.replaceAll(/[^A-Za-z0-9 ./:@_,()-]/gu, (character) => `#${character.codePointAt(0)!};`)}"`;
}
