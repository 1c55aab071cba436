import type { Fields, Values } from "../../provider/resourceType.ts";
import type { GoogleCloud } from "../cloud.ts";
import type { PolicyHolder } from "./members.ts";

/** The object whose policy a binding or member changes. */
export interface PolicyObject {
  /** The first part of the resource's id. */
  readonly id: string;
  /** The full name in the store. */
  readonly cloudName: string;
  /** Outputs that identify the object, such as `project`, `location` and `repository`. */
  readonly outputs: Values;
}

/** A kind of object that has an IAM policy. */
export interface IamTarget {
  /** Determines which members the policy accepts. */
  readonly holder: PolicyHolder;
  /** The real plugin's name for it in messages, such as `artifactregistry repository`. */
  readonly title: string;
  /** The inputs that identify the object. */
  readonly fields: Fields;
  check?(inputs: Values): { property: string; reason: string }[];
  /** The object that the inputs identify, which need not exist; undefined when they are incomplete. */
  object(inputs: Values, cloud: GoogleCloud): PolicyObject | undefined;
  /** The inputs that an import id's object stands for. */
  parse(id: string): Values;
  exists(object: PolicyObject, cloud: GoogleCloud): boolean;
  /** Throws the API's error when the policy cannot be read or these members cannot be set. */
  refuse(object: PolicyObject, members: readonly string[], cloud: GoogleCloud, action: string): void;
}
