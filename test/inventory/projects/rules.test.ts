import { expect, test } from "vitest";
import { diagnose, diagnoseEntry, diagnoseStaging } from "./diagnose.ts";

const lists: [behaviour: string, lines: string[], said: string[]][] = [
  ["a name of 18 characters is taken", ["k8s-staging-abcdefghijklmnopqr:"], []],
  [
    "a name of 19 characters is too long",
    ["k8s-staging-abcdefghijklmnopqrs:"],
    [
      'f:4:7: error: "k8s-staging-abcdefghijklmnopqrs" is too long: "abcdefghijklmnopqrs" has 19 characters, after k8s-staging- there is room for 18 [project-id-length]',
      "    make it 1 character shorter",
    ],
  ],
  [
    "a staging project needs the prefix",
    ["Kind_2:"],
    [
      'f:4:7: error: the staging project "Kind_2" does not start with k8s-staging- [staging-prefix]',
      "    write k8s-staging-kind-2",
      'f:4:7: error: "Kind_2" is no project id: it contains "K"; lower case letters, digits and hyphens are allowed [project-id]',
    ],
  ],
  [
    "an id has only lower case letters, digits and hyphens",
    ["k8s-staging-kind_2:"],
    [
      'f:4:7: error: "k8s-staging-kind_2" is no project id: it contains "_"; lower case letters, digits and hyphens are allowed [project-id]',
      "    write k8s-staging-kind-2",
    ],
  ],
  [
    "an id does not end with a hyphen",
    ["k8s-staging-:"],
    ['f:4:7: error: "k8s-staging-" is no project id: it does not end with a letter or digit [project-id]'],
  ],
  [
    "an entry that is too low in the list is to be moved up",
    ["k8s-staging-a:", "k8s-staging-c:", "k8s-staging-d:", "k8s-staging-b:"],
    [
      "f:7:7: warning: staging is not in alphabetical order: k8s-staging-b stands below k8s-staging-d [list-order]",
      "    move k8s-staging-b up, above k8s-staging-c",
    ],
  ],
  [
    "an entry that is too high in the list is to be moved down",
    ["k8s-staging-d:", "k8s-staging-a:", "k8s-staging-b:", "k8s-staging-e:"],
    [
      "f:4:7: warning: staging is not in alphabetical order: k8s-staging-a stands below k8s-staging-d [list-order]",
      "    move k8s-staging-d down, below k8s-staging-b",
    ],
  ],
  [
    "a list in disorder is one warning that counts the places",
    ["k8s-staging-d:", "k8s-staging-c:", "k8s-staging-b:", "k8s-staging-a:"],
    [
      "f:4:7: warning: staging is not in alphabetical order: k8s-staging-c stands below k8s-staging-d (and 2 places more) [list-order]",
      "    move k8s-staging-d down, below k8s-staging-a",
    ],
  ],
  [
    "a group that is named after another project is shared by mistake",
    ["k8s-staging-a:", "  group: k8s-infra-staging-b@kubernetes.io", "k8s-staging-b:"],
    [
      "f:5:16: warning: k8s-staging-a: members of k8s-infra-staging-b@kubernetes.io also write k8s-staging-b (line 6) [shared-group]",
      "    leave `group` out to get k8s-infra-staging-a@kubernetes.io",
    ],
  ],
  [
    "a group that is named after no declared project is shared by mistake",
    [
      "k8s-staging-a: { group: k8s-infra-staging-x@kubernetes.io }",
      "k8s-staging-b: { group: k8s-infra-staging-x@kubernetes.io }",
    ],
    [
      "f:5:31: warning: k8s-staging-b: members of k8s-infra-staging-x@kubernetes.io also write k8s-staging-a (line 4) [shared-group]",
      "    leave `group` out to get k8s-infra-staging-b@kubernetes.io",
    ],
  ],
  [
    "a group of leads may have several projects",
    [
      "k8s-staging-a: { group: sig-apps-leads@kubernetes.io }",
      "k8s-staging-b: { group: sig-apps-leads@kubernetes.io }",
    ],
    [],
  ],
];

test.each(lists)("%s", (_, lines, said) => {
  expect(diagnoseStaging(...lines)).toEqual(said);
});

const files: [behaviour: string, lines: string[], said: string[]][] = [
  [
    "a staging project has no other type, whichever comes first",
    ["infra:", "  staging: { projects: { k8s-staging-a: } }", "  prod: { projects: { k8s-staging-a: } }"],
    [
      "f:3:23: error: k8s-staging-a is declared in prod and, on line 2, in staging [staging-project-elsewhere]",
      "    a project has one type: remove one of the two entries",
    ],
  ],
  [
    "a project has one type",
    ["infra:", "  prod: { projects: { k8s-a-prod: } }", "  release: { projects: { k8s-a-prod: } }"],
    [
      "f:3:26: warning: k8s-a-prod is declared in release and, on line 2, in prod [project-in-two-types]",
      "    a project has one type: remove one of the two entries",
    ],
  ],
  [
    "a staging name outside staging makes no repository",
    ["infra:", "  sandbox: { projects: { k8s-staging-a: } }"],
    [
      "f:2:26: warning: k8s-staging-a is named like a staging project but declared in sandbox: no repository will be made for it [staging-name-elsewhere]",
      "    move it to infra.staging.projects",
    ],
  ],
  [
    "every id has 6 to 30 characters",
    ["infra:", "  prod: { projects: { k8s-a: , kubernetes-artifacts-production: } }"],
    [
      'f:2:23: error: "k8s-a" has 5 characters, a project id has at least 6 [project-id-length]',
      'f:2:32: error: "kubernetes-artifacts-production" is too long: it has 31 characters, a project id has at most 30 [project-id-length]',
      "    make it 1 character shorter",
    ],
  ],
  [
    "an id starts with a letter",
    ["infra:", "  prod: { projects: { 8s-prod: } }"],
    [
      'f:2:23: error: "8s-prod" is no project id: it does not start with a lower case letter [project-id]',
      "    write s-prod",
    ],
  ],
  [
    "text instead of a map is read as managed_by",
    ["infra:", "  purgatory: { projects: { k8s-infra-purgatory: a.sh } }"],
    [
      "f:2:49: warning: k8s-infra-purgatory is text instead of a map; it is read as managed_by [text-for-map]",
      "    write `managed_by: a.sh` on a line of its own below k8s-infra-purgatory",
    ],
  ],
  [
    "a placeholder is to be filled in",
    ["infra:", "  public:", "    managed_by: todo", "    projects: { k8s-gsuite: { managed_by: TODO } }"],
    [
      "f:3:17: warning: infra.public: managed_by is still todo [placeholder]",
      "    name the program that manages it, or remove the key",
      "f:4:43: warning: k8s-gsuite: managed_by is still TODO [placeholder]",
      "    name the program that manages it, or remove the key",
    ],
  ],
];

test.each(files)("%s", (_, lines, said) => {
  expect(diagnose(...lines)).toEqual(said);
});

const issue1963 =
  "    it is switched off in every staging project for its cost (kubernetes/k8s.io issue #1963)";

const entries: [behaviour: string, lines: string[], said: string[]][] = [
  [
    "APIs that no staging project may have are refused, by short and full name",
    ["apis: [containerregistry, containeranalysis.googleapis.com, containerscanning]"],
    [
      "f:5:16: error: k8s-staging-kind: containerregistry.googleapis.com must not be enabled [refused-api]",
      "    Container Registry was shut down in 2025; every project has Artifact Registry, which also serves its gcr.io addresses",
      "f:5:35: error: k8s-staging-kind: containeranalysis.googleapis.com must not be enabled [refused-api]",
      issue1963,
      "f:5:69: error: k8s-staging-kind: containerscanning.googleapis.com must not be enabled [refused-api]",
      issue1963,
    ],
  ],
  [
    "an API is listed once, by one of its names, also next to a name that is none",
    ["apis: [compute, 5, compute.googleapis.com]"],
    [
      "f:5:25: error: k8s-staging-kind: apis[1] must be text, not the number 5 [wrong-type]",
      '    put it in quotes: "5"',
      "f:5:28: error: k8s-staging-kind: compute.googleapis.com is listed twice [duplicate-api]",
      "    remove one of the two",
    ],
  ],
  [
    "an API that every project has need not be listed",
    ["apis: [cloudkms]"],
    [
      "f:5:16: warning: k8s-staging-kind: cloudkms.googleapis.com is enabled in every project of profile images anyway [needless-api]",
      "    remove it from the list",
    ],
  ],
  ["a project to build in has fewer APIs of its own", ["profile: build-only", "apis: [cloudkms]"], []],
  [
    "a project to build in has no use for keys about images",
    ["profile: build-only", "group: a@kubernetes.io", "retention: { days: 5 }"],
    [
      "f:6:9: warning: k8s-staging-kind: group has no effect, since a project of profile build-only has no repositories [key-without-effect]",
      "    remove the key, or the profile",
      "f:7:9: warning: k8s-staging-kind: retention has no effect, since a project of profile build-only has no repositories [key-without-effect]",
      "    remove the key, or the profile",
    ],
  ],
  [
    "a retired project says until when its images can be read",
    ["state: retired"],
    [
      "f:5:9: error: k8s-staging-kind is retired and does not say until when its images can be read [retired-without-day]",
      "    add `read_only_until: <YYYY-MM-DD>`; from that day on the entry may be removed",
    ],
  ],
  ["a retired project to build in has no images to read", ["state: retired", "profile: build-only"], []],
  [
    "only a retired project is read-only",
    ["state: frozen", "read_only_until: 2027-03-01"],
    [
      "f:6:9: warning: k8s-staging-kind: read_only_until has no effect, since the project is frozen [key-without-effect]",
      "    remove the key, or make it `state: retired`",
    ],
  ],
  [
    "a day is no other text",
    ["state: retired", "read_only_until: March"],
    [
      "f:6:26: error: k8s-staging-kind: read_only_until must be a day as YYYY-MM-DD [malformed-value]",
      "    for example `read_only_until: 2027-03-01`",
    ],
  ],
  [
    "a group's name has the length of a project's",
    ["group: k8s-infra-staging-abcdefghijklmnopqrst@kubernetes.io"],
    [
      "f:5:16: error: k8s-staging-kind: the group k8s-infra-staging-abcdefghijklmnopqrst@kubernetes.io is too long: after k8s-infra-staging- there is room for 18 characters [group-length]",
      "    make it 2 characters shorter",
    ],
  ],
  [
    "a keep rule says what it keeps, in one way, under a name of its own",
    [
      "retention:",
      "  keep:",
      "    - { id: a, reason: b, owner: c }",
      "    - { id: a, reason: b, owner: c, tags: [v1], most_recent: 1 }",
    ],
    [
      "f:7:15: error: k8s-staging-kind: retention.keep[0] does not say what to keep [keep-nothing]",
      "    add packages, tags or most_recent",
      'f:8:21: error: k8s-staging-kind: retention.keep[1] has the same id as keep[0], "a" [duplicate-keep-rule]',
      "    give each keep rule an id of its own",
      "f:8:57: error: k8s-staging-kind: retention.keep[1] has both tags and most_recent; Artifact Registry takes one of them per policy [keep-tags-and-most-recent]",
      "    make it two keep rules",
    ],
  ],
];

test.each(entries)("%s", (_, lines, said) => {
  expect(diagnoseEntry(...lines)).toEqual(said);
});

test.each([
  [9, []],
  [
    10,
    [
      "f:6:17: error: k8s-staging-kind: retention.keep has more than 9 rules; Artifact Registry takes 10 policies, and one of them deletes [out-of-range]",
    ],
  ],
])(
  "at most nine keep rules fit beside the delete rule in Artifact Registry's ten policies: %i",
  (count, said) => {
    const rules = Array.from(
      { length: count },
      (_, index) => `{ id: k${index}, reason: b, owner: c, tags: [v${index}.] }`,
    );
    expect(diagnoseEntry("retention:", `  keep: [${rules.join(", ")}]`)).toEqual(said);
  },
);
