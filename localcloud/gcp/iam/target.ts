import type { Fields } from "../../provider/fields.ts";
import type { Values } from "../../provider/resourceType.ts";
import type { GoogleCloud } from "../cloud.ts";
import type { PolicyHolder } from "./members.ts";

/** The object whose policy a binding or member changes, once it is found out which one is meant. */
export interface PolicyObject {
  /** The first part of the resource's id. */
  readonly id: string;
  /** Full name in the store. */
  readonly cloudName: string;
  /** Outputs that say which object it is, such as `project`, `location`, `repository`. */
  readonly outputs: Values;
}

/** A kind of object that has an IAM policy. */
export interface IamTarget {
  /** Decides which members it takes. */
  readonly holder: PolicyHolder;
  /** What the real plugin calls it in messages, such as `artifactregistry repository`. */
  readonly title: string;
  /** The inputs that say which object it is. */
  readonly fields: Fields;
  check?(inputs: Values): { property: string; reason: string }[];
  /** Which object the inputs mean; undefined when they do not say. It need not exist. */
  object(inputs: Values, cloud: GoogleCloud): PolicyObject | undefined;
  /** The inputs that name the object of an import id. */
  parse(id: string): Values;
  exists(object: PolicyObject, cloud: GoogleCloud): boolean;
  /** Throws what the API answers when the policy cannot be read or these members cannot be set. */
  refuse(object: PolicyObject, members: readonly string[], cloud: GoogleCloud, action: string): void;
}
