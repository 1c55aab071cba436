import { expect, test } from "vitest";
import { diagnose, entry, groupsFile } from "./diagnose.ts";

function restricted(...restrictions: string[]) {
  return (path: string, ...names: string[]) =>
    diagnose({
      "restrictions.yaml": ["restrictions:", ...restrictions].join("\n"),
      [path]: groupsFile(...names.map((name) => entry(name))),
    });
}

test("a file may declare only groups whose address contains a match of a pattern", () => {
  const said = restricted("- path: sig-a/groups.yaml", "  allowedGroups: ['^sig-a@', '^[a-z-]+-lead']");
  expect(said("sig-a/groups.yaml", "sig-a", "sig-a-leads", "not-sig-a")).toEqual([
    'sig-a/groups.yaml:4:17: error: sig-a/groups.yaml may not declare not-sig-a@kubernetes.io: no pattern of the entry for "sig-a/groups.yaml" (restrictions.yaml:2) matches it [group-not-allowed]',
    "    add '^not-sig-a@kubernetes\\.io$' to the allowedGroups of that entry",
  ]);
});

test("the first entry whose path matches applies, even if a later one would allow the group", () => {
  const said = restricted(
    "- { path: sig-*/groups.yaml, allowedGroups: ['^a@'] }",
    "- { path: '**/groups.yaml', allowedGroups: ['^b@'] }",
  );
  expect(said("sig-b/groups.yaml", "a", "b")).toEqual([
    'sig-b/groups.yaml:3:17: error: sig-b/groups.yaml may not declare b@kubernetes.io: no pattern of the entry for "sig-*/groups.yaml" (restrictions.yaml:2) matches it [group-not-allowed]',
    "    add an entry for sig-b/groups.yaml with allowedGroups: ['^b@kubernetes\\.io$'] above that one, or move the group to **/groups.yaml, which allows it",
  ]);
});

test("an entry that stands above others for the same files is one error, whatever they would allow", () => {
  const restrictions = [
    "restrictions:",
    "- path: '**/*'",
    "- { path: sig-a/groups.yaml, allowedGroups: ['^a@', '^b@'] }",
    "- { path: sig-b/groups.yaml, allowedGroups: ['^c@'] }",
  ];
  const files = {
    "sig-a/groups.yaml": groupsFile(entry("a"), entry("b")),
    "sig-b/groups.yaml": groupsFile(entry("c")),
  };
  expect(diagnose({ ...files, "restrictions.yaml": restrictions.join("\n") })).toEqual([
    'restrictions.yaml:2:3: error: the entry for "**/*" stands above "sig-a/groups.yaml", "sig-b/groups.yaml" and matches the same files, so it applies in their place [restriction-order]',
    "    move it below line 4: the first entry that matches a file applies",
  ]);
  const [head, all, ...others] = restrictions;
  expect(diagnose({ ...files, "restrictions.yaml": [head, ...others, all].join("\n") })).toEqual([]);
});

test("a path that is listed twice is an error", () => {
  const said = restricted(
    "- { path: sig-a/groups.yaml, allowedGroups: ['^a@'] }",
    "- { path: sig-a/groups.yaml, allowedGroups: ['^b@'] }",
  );
  expect(said("sig-a/groups.yaml", "b")).toEqual([
    'restrictions.yaml:2:3: error: the entry for "sig-a/groups.yaml" stands above "sig-a/groups.yaml" and matches the same files, so it applies in their place [restriction-order]',
    "    list all allowedGroups of one path in one entry",
  ]);
});

test("a misspelled path is one error, whatever its entry would allow; a path of no file is a warning", () => {
  const said = restricted(
    "- { path: sig-nod/groups.yaml, allowedGroups: ['^a@'] }",
    "- { path: sig-architecture/groups.yaml, allowedGroups: ['^b@'] }",
    "- path: '**/*'",
  );
  expect(said("sig-node/groups.yaml", "a")).toEqual([
    'restrictions.yaml:2:3: error: there is no "sig-nod/groups.yaml", so this entry never applies [restriction-unused]',
    "    did you mean sig-node/groups.yaml?",
    'restrictions.yaml:3:3: warning: there is no "sig-architecture/groups.yaml", so this entry never applies [restriction-unused]',
    "    correct the path, or remove the entry",
  ]);
});

test("an entry without patterns allows nothing", () => {
  const said = restricted('- path: "**/*"');
  expect(said("groups.yaml", "a")).toEqual([
    'groups.yaml:2:17: error: groups.yaml may not declare a@kubernetes.io: the entry for "**/*" (restrictions.yaml:2) allows none there [group-not-allowed]',
    "    add an entry for groups.yaml with allowedGroups: ['^a@kubernetes\\.io$'] above that one",
  ]);
});

test("a file that matches no entry may declare any group", () => {
  expect(restricted("- path: sig-a/*.yaml")("wg-batch/groups.yaml", "a")).toEqual([
    'restrictions.yaml:2:3: warning: there is no "sig-a/*.yaml", so this entry never applies [restriction-unused]',
    "    correct the path, or remove the entry",
  ]);
});

test("patterns match addresses regardless of case", () => {
  const files = {
    "restrictions.yaml": "restrictions: [{ path: '**', allowedGroups: ['^kind@'] }]",
    "groups.yaml": groupsFile("- { email-id: KIND@kubernetes.io, name: kind }"),
  };
  expect(diagnose(files)).toEqual([]);
});

test("an invalid pattern is an error at its position, and the groups that it applies to are not judged", () => {
  const said = restricted("- path: groups.yaml", "  allowedGroups: ['^b@', '^(a@']");
  expect(said("groups.yaml", "a")).toEqual([
    'restrictions.yaml:3:26: error: "^(a@" is no regular expression of RE2: missing closing ): `^(a@` [group-pattern]',
    "    in text, write \\ before . + ? ( ) [ ] { }; RE2 has no (?=…), (?!…), (?<=…) and \\1",
  ]);
});

test("an entry with an invalid path is an error, and neither it nor later entries judge any group", () => {
  const said = restricted("- path: 'sig-[ab]/groups.yaml'", "  allowedGroups: [a]", "- path: '**'");
  expect(said("groups.yaml", "a")).toEqual([
    "restrictions.yaml:2:9: error: restrictions[0].path must be a path with only * ** and ?, and at most 4 stars [out-of-range]",
  ]);
});

test("a pattern that matches in the middle of an address is an error, and still allows what it matches", () => {
  const said = restricted("- path: groups.yaml", "  allowedGroups: ['^b@', 'a@', '^b@|a@']");
  expect(said("groups.yaml", "a")).toEqual(
    [`26: error: "a@"`, `32: error: "^b@|a@"`].flatMap((where) => [
      `restrictions.yaml:3:${where} does not start with ^, so it matches in the middle of an address, too [group-pattern]`,
      "    write ^ at its start, and after each | outside parentheses",
    ]),
  );
});
