import { expect, test } from "vitest";
import { formUrn, kindOf, nameOf, ownerOf, parseUrn, typeOf } from "../../boot/urn.ts";

const of = { stack: "staging", project: "k8s-registry" };
const stack = formUrn({ ...of, parent: "", type: "pulumi:pulumi:Stack", name: "k8s-registry-staging" });
const component = formUrn({ ...of, parent: stack, type: "k8s:registry:StagingProject", name: "p" });
const project = formUrn({ ...of, parent: component, type: "gcp:organizations/project:Project", name: "p" });
const lien = formUrn({ ...of, parent: project, type: "gcp:resourcemanager/lien:Lien", name: "p/lien" });

test("a URN bears the types of all parents below the stack", () => {
  expect([stack, component, project, lien]).toEqual([
    "urn:pulumi:staging::k8s-registry::pulumi:pulumi:Stack::k8s-registry-staging",
    "urn:pulumi:staging::k8s-registry::k8s:registry:StagingProject::p",
    "urn:pulumi:staging::k8s-registry::k8s:registry:StagingProject$gcp:organizations/project:Project::p",
    "urn:pulumi:staging::k8s-registry::k8s:registry:StagingProject$gcp:organizations/project:Project$gcp:resourcemanager/lien:Lien::p/lien",
  ]);
});

test("a URN is taken apart into what it was formed from", () => {
  expect(parseUrn(component)).toEqual({
    ...of,
    parentType: "",
    type: "k8s:registry:StagingProject",
    name: "p",
  });
  expect(parseUrn(lien)).toEqual({
    ...of,
    parentType: "k8s:registry:StagingProject$gcp:organizations/project:Project",
    type: "gcp:resourcemanager/lien:Lien",
    name: "p/lien",
  });
});

test("a name is everything after the third `::`, whatever it contains", () => {
  const named = (name: string) => formUrn({ ...of, parent: component, type: "a:b:C", name });
  for (const name of ["a::b", "::", "a$b::c:d", "two\nlines", ""]) {
    expect([nameOf(named(name)), typeOf(named(name))]).toEqual([name, "a:b:C"]);
  }
});

test("a text that is no URN has no parts", () => {
  for (const text of ["", "p/images", "urn:pulumi:staging::k8s-registry"]) {
    expect(parseUrn(text)).toEqual({ stack: "", project: "", parentType: "", type: "", name: "" });
  }
});

test("a type ends in its kind, and a name starts with its owner", () => {
  expect(kindOf("gcp:artifactregistry/repository:Repository")).toBe("Repository");
  expect([ownerOf("k8s-staging-kind/images"), ownerOf("k8s-staging-kind")]).toEqual([
    "k8s-staging-kind",
    "k8s-staging-kind",
  ]);
});
