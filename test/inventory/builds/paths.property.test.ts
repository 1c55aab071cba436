/** A build's globs match the same paths as upstream's regular expression, in Prow as in Cloud Build. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPathGlob, pathsExpression } from "../../../inventory/builds/paths.ts";
import { dataIn } from "../../support/load.ts";
import { upstreamJobs } from "../../support/upstreamJobs.ts";

const builds = dataIn().data!.inventory.stagingProjects.flatMap((project) => project.builds);
const upstream = Object.values(upstreamJobs).flat();
const carriedOver = new Set(upstream.map(({ job }) => job));
const withPaths = builds.filter(({ name, paths }) => carriedOver.has(name) && paths.length > 0);

/**
 * Upstream's expression. Its authors mean a literal dot even if it is not escaped: `^.go-version$`, `variants.yaml`.
 */
function expressionOf(runIfChanged: string): RegExp {
  return new RegExp(runIfChanged.replaceAll(/(?<!\\)\.(?![+*])/g, "\\."));
}

/** Every word in one of the expressions, and others: the parts that paths are composed of. */
const words = [
  ...new Set(upstream.flatMap(({ runIfChanged = "" }) => runIfChanged.match(/[\w.-]+/g) ?? [])),
  "x",
  ".x",
  "x.go",
  ".go",
];
const part = fc
  .tuple(
    fc.constantFrom("", "", "", "x", "."),
    fc.constantFrom(...words),
    fc.constantFrom("", "", "", "x", ".md"),
  )
  .map((parts) => parts.join(""));
const anyPath = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));

/** Expands an expression's groups into alternatives without groups: `a(b|c)` into `ab` and `ac`. */
function alternatives(expression: string): string[] {
  const [group, inner = ""] = /\(([^()]*)\)/.exec(expression) ?? [];
  if (group === undefined) return expression.split("|");
  return inner.split("|").flatMap((each) => alternatives(expression.replace(group, each)));
}

/** Paths with beginnings taken from an expression, so that many of them match. */
function pathNear(runIfChanged: string): fc.Arbitrary<string> {
  const literal = alternatives(runIfChanged.replaceAll("\\", "")).flatMap(
    (text) => text.match(/[\w./-]*[\w/-]/g) ?? [],
  );
  const inside = fc
    .tuple(
      fc.constantFrom("", "", "x/", "x"),
      fc.constantFrom(...literal),
      fc.constantFrom("", "", "x", "/x", "x/y.go", "/x/y", "y.go/x"),
    )
    .map((parts) => parts.join("").replaceAll(/\/+/g, "/").replace(/^\//, "").replace(/\/$/, ""))
    .filter((path) => path !== "");
  return fc.oneof(inside, anyPath);
}

test.each(withPaths.map(({ name, paths }) => [name, paths] as const))(
  "the globs of %s match the same paths as upstream's expression",
  (name, paths) => {
    const { runIfChanged = "" } = upstream.find(({ job }) => job === name)!;
    const theirs = expressionOf(runIfChanged);
    const ours = new RegExp(pathsExpression(paths));
    let matched = 0;
    fc.assert(
      fc.property(pathNear(runIfChanged), (path) => {
        if (theirs.test(path)) matched++;
        expect(`${path}: ${ours.test(path)}`).toBe(`${path}: ${theirs.test(path)}`);
      }),
      // One path in fourteen matches an expression of exact names: enough that chance leaves no fewer than ten.
      { numRuns: 1000 },
    );
    expect(matched).toBeGreaterThan(10);
  },
);

test("exactly the 62 carried-over builds with an upstream expression have globs", () => {
  const theirs = new Set(upstream.filter(({ runIfChanged }) => runIfChanged).map(({ job }) => job));
  const carried = builds.map(({ name }) => name).filter((name) => theirs.has(name));
  expect(withPaths.map(({ name }) => name)).toEqual(carried);
  expect(carried).toHaveLength(62);
});

/**
 * Go's `filepath.Match` for one segment, plus `**` over whole segments. It defines globs in another way, by trying
 * every split rather than by one regular expression.
 */
function matches(glob: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = glob;
  if (first === undefined) return path.length === 0;
  if (first === "**") {
    if (rest.length === 0) return path.length > 0;
    return path.some((_, at) => matches(rest, path.slice(at)));
  }
  return path.length > 0 && partMatches(first, path[0]!) && matches(rest, path.slice(1));
}

function partMatches(glob: string, text: string): boolean {
  if (glob === "") return text === "";
  if (glob.startsWith("*")) return [...text, ""].some((_, at) => partMatches(glob.slice(1), text.slice(at)));
  return text !== "" && (glob[0] === "?" || glob[0] === text[0]) && partMatches(glob.slice(1), text.slice(1));
}

test("the regular expression for Prow matches the same paths as the globs", () => {
  const piece = fc.constantFrom("a", "b", ".", "*", "?", "+", "(", "$", "a*", "?b");
  const segment = fc.oneof(
    fc.constant("**"),
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join("")),
  );
  const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  const name = fc.array(fc.constantFrom("a", "b", ".", "+", "(", "$"), { minLength: 1, maxLength: 3 });
  const path = fc.array(
    name.map((letters) => letters.join("")),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(glob.filter(isPathGlob), { minLength: 1, maxLength: 3 }), path, (globs, parts) => {
      const expected = globs.some((each) => matches(each.split("/"), parts));
      expect(new RegExp(pathsExpression(globs)).test(parts.join("/"))).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
