import { expect, test } from "vitest";
import { bodyOf } from "../../../../cli/commands/onboard/text.ts";
import { digestOf } from "../../../support/promotion.ts";

test("the pull request text shows user input as plain text", () => {
  const request = {
    name: "hello",
    sig: "sig-node",
    repositories: ["kubernetes-sigs/hello"],
    members: ["`@everybody`@example.com"],
    builds: [],
  };
  const promotions = [{ image: "hello", digest: digestOf("1"), tags: ["v1"] }];
  expect(bodyOf(request, undefined, promotions, ["groups/restrictions.yaml"])).toBe(`\
A staging repository for images, \`k8s-staging-hello\`, owned by \`sig-node\`.

- code: \`kubernetes-sigs/hello\`
- who may push and look after its builds: \`\` \`@everybody\`@example.com \`\`
- to promote: \`hello@${digestOf("1")}:v1\`

Before merge:

- [ ] The code is in an organization of the project, or \`infra/orgs.yaml\` has the exception
- [ ] The members are right, and \`sig-node\` agrees (OWNERS of \`groups/sig-node\`)
- [ ] SIG K8s Infra agrees that the SIG's file declares the group (\`groups/restrictions.yaml\`)
- [ ] The images are in the staging repository
- [ ] \`bin/infra check --base origin/main\` finds no mistake
- [ ] \`bin/infra plan staging --base origin/main\` shows this project and nothing else
`);
});
