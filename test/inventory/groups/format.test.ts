import { expect, test } from "vitest";
import { config, diagnose, diagnoseEntry, entry, groupsFile } from "./diagnose.ts";

const groupFiles: [behaviour: string, text: string, said: string[]][] = [
  [
    "another top key is refused (it was ignored in silence, kubernetes/k8s.io PR #9402)",
    "teams: []",
    ['groups.yaml:1:1: error: the file has the unknown key "teams" [unknown-key]', "    known: groups"],
  ],
  [
    "a file of comments declares nothing",
    "# later",
    [
      "groups.yaml:1:1: error: the file declares nothing [empty-file]",
      "    it starts with the key `groups:`",
    ],
  ],
  [
    "a group has an address and a name",
    "groups:\n  - description: a",
    [
      "groups.yaml:2:5: error: groups[0].email-id is missing [missing-key]",
      "    for example `email-id: sig-node-leads@kubernetes.io`",
      "groups.yaml:2:5: error: groups[0].name is missing [missing-key]",
      "    for example `name: sig-node-leads`",
    ],
  ],
  [
    "a misspelt key is named with the one that was meant",
    "groups:\n  - { email: kind@kubernetes.io, name: kind, member: [] }",
    [
      "groups.yaml:2:5: error: groups[0].email-id is missing [missing-key]",
      "    for example `email-id: sig-node-leads@kubernetes.io`",
      'groups.yaml:2:7: error: groups[0] has the unknown key "email" [unknown-key]',
      "    known: email-id, name, description, settings, owners, managers, members, membership, state",
      'groups.yaml:2:46: error: groups[0] has the unknown key "member" [unknown-key]',
      '    did you mean "members"?',
    ],
  ],
  [
    "a group is a map",
    "groups: [kind]",
    ['groups.yaml:1:10: error: groups[0] must be a map, not the text "kind" [wrong-type]'],
  ],
  [
    "an address of a group is one",
    "groups: [{ email-id: kind, name: kind }]",
    [
      'groups.yaml:1:22: error: "kind": email-id must be an e-mail address, not the text "kind" [malformed-value]',
      "    for example `email-id: sig-node-leads@kubernetes.io`",
    ],
  ],
];

test.each(groupFiles)("%s", (_, text, said) => {
  expect(diagnose({ "groups.yaml": text })).toEqual(said);
});

const entries: [behaviour: string, lines: string[], said: string[]][] = [
  [
    "an unknown setting is named with the one that was meant",
    ["settings:", "  whoCanJoin: ANYONE_CAN_JOIN", "  Locale: de"],
    [
      'groups.yaml:5:7: error: kind@kubernetes.io: settings has the unknown setting "whoCanJoin" [unknown-key]',
      '    did you mean "WhoCanJoin"?',
      'groups.yaml:6:7: error: kind@kubernetes.io: settings has the unknown setting "Locale" [unknown-key]',
      "    known: AllowExternalMembers, AllowWebPosting, MembersCanPostAsTheGroup, MessageModerationLevel, ReconcileMembers, WhoCanDiscoverGroup, WhoCanJoin, WhoCanModerateContent, WhoCanModerateMembers, WhoCanPostMessage, WhoCanViewGroup, WhoCanViewMembership",
    ],
  ],
  [
    "an unknown value of a setting is named with the one that was meant",
    ["settings: { WhoCanModerateContent: OWNER_ONLY }"],
    [
      'groups.yaml:4:40: error: kind@kubernetes.io: settings.WhoCanModerateContent must be ALL_MEMBERS, OWNERS_AND_MANAGERS, OWNERS_ONLY or NONE, not the text "OWNER_ONLY" [wrong-value]',
      '    did you mean "OWNERS_ONLY"?',
    ],
  ],
  [
    "a truth value stands in quotes",
    ["settings: { ReconcileMembers: true }"],
    [
      'groups.yaml:4:35: error: kind@kubernetes.io: settings.ReconcileMembers must be "true" or "false", in quotes [wrong-value]',
      '    for example `ReconcileMembers: "true"`',
    ],
  ],
  [
    "every address that is none is reported",
    ["members:", "  - somebody", "  - a b@example.com", "  - a@localhost", "  - 5", "  - x@example.com"],
    [
      'groups.yaml:5:9: error: kind@kubernetes.io: members[0] must be an e-mail address, not the text "somebody" [malformed-value]',
      "    for example `somebody@example.com`",
      'groups.yaml:6:9: error: kind@kubernetes.io: members[1] must be an e-mail address, not the text "a b@example.com" [malformed-value]',
      "    for example `somebody@example.com`",
      'groups.yaml:7:9: error: kind@kubernetes.io: members[2] must be an e-mail address, not the text "a@localhost" [malformed-value]',
      "    for example `somebody@example.com`",
      "groups.yaml:8:9: error: kind@kubernetes.io: members[3] must be text, not the number 5 [wrong-type]",
      '    put it in quotes: "5"',
    ],
  ],
  [
    "addresses with every allowed character are taken",
    ["members: [a.b+c_d-e@x-y.example.com, svc@p.iam.gserviceaccount.com]"],
    [],
  ],
  [
    "a description of 300 characters is taken, emoji counted once",
    [`description: ${"\u{1F600}".repeat(300)}`],
    [],
  ],
  [
    "a description of 301 characters is refused",
    [`description: ${"x".repeat(301)}`],
    [
      "groups.yaml:4:18: error: kind@kubernetes.io: description has 301 characters; Google takes at most 300 [out-of-range]",
    ],
  ],
  [
    "a group is active or retired",
    ["state: frozen"],
    [
      'groups.yaml:4:12: error: kind@kubernetes.io: state must be active or retired, not the text "frozen" [wrong-value]',
    ],
  ],
  [
    "a list without entries is left out or written as []",
    ["members:", "managers: []"],
    [
      "groups.yaml:4:5: error: kind@kubernetes.io: members has no value [wrong-type]",
      "    give it a value, such as `members: [somebody@example.com]`, or remove the key",
    ],
  ],
];

test.each(entries)("%s", (_, lines, said) => {
  expect(diagnoseEntry(...lines)).toEqual(said);
});

const configs: [behaviour: string, text: string, said: string[]][] = [
  ["the usual configuration is taken", config(), []],
  [
    "unknown keys of the configuration are refused",
    config("domain: kubernetes.io"),
    [
      'config.yaml:6:1: error: the file has the unknown key "domain" [unknown-key]',
      '    did you mean "domains"?',
    ],
  ],
  [
    "a configuration names a secret, a user and domains",
    config("secret-version: s", "bot-id: bot", "domains: [Kubernetes.io]"),
    [
      "config.yaml:3:17: error: secret-version must name the version of a secret [malformed-value]",
      "    for example `secret-version: projects/<project>/secrets/<name>/versions/latest`",
      'config.yaml:4:9: error: bot-id must be an e-mail address, not the text "bot" [malformed-value]',
      "    for example `bot-id: bot@kubernetes.io`",
      "config.yaml:5:11: error: domains[0] must be a lower case domain [malformed-value]",
      "    for example `kubernetes.io`",
    ],
  ],
  [
    "paths stay inside the folder",
    config("groups-path: ../other", "restrictions-path: /etc/restrictions.yaml"),
    [
      "config.yaml:4:14: error: groups-path must be a path inside the folder of config.yaml [malformed-value]",
      "    for example `groups-path: .`",
      "config.yaml:5:20: error: restrictions-path must be a path inside the folder of config.yaml [malformed-value]",
      "    for example `restrictions-path: restrictions.yaml`",
    ],
  ],
];

test.each(configs)("%s", (_, text, said) => {
  expect(diagnose({ "config.yaml": text })).toEqual(said);
});

test("mistakes in all files are reported at once", () => {
  const rules = diagnose({
    "config.yaml": config("domains: []"),
    "restrictions.yaml": "restriction: []",
    "groups.yaml": groupsFile(entry("a", "members: [b, c@example.com, c@example.com, a@kubernetes.io]")),
  });
  expect(rules.filter((line) => !line.startsWith(" ")).map((line) => line.replace(/:.*\[/, " "))).toEqual([
    "config.yaml out-of-range]",
    "groups.yaml malformed-value]",
    "groups.yaml duplicate-member]",
    "groups.yaml group-cycle]",
    "restrictions.yaml unknown-key]",
  ]);
});
