import { expect, test } from "vitest";
import { deadLettersRule } from "../../../src/subscription-set/rules/dead-letters.ts";
import { said, storage } from "./said.ts";

const to = (deadLetterDestination: object | null) => said(deadLettersRule, { deadLetterDestination });

test.each([
  ["a container", { resourceId: storage, blobContainerName: "undelivered" }],
  ["a container whose account the program knows", { blobContainerName: "undelivered" }],
])("%s passes", (_, fields) => {
  expect(to({ endpointType: "StorageBlob", ...fields })).toEqual([]);
});

test("none", () => {
  expect(to(null)).toMatchInlineSnapshot(`
    [
      "warning dead-letter-missing at deadLetterDestination: There is no dead-letter destination: an event that cannot be delivered is gone for good. Give a blob container.",
    ]
  `);
});

test("something else", () => {
  expect(
    to({ endpointType: "StorageQueue", resourceId: "/x", blobContainerName: "Undelivered" }),
  ).toMatchInlineSnapshot(`
    [
      "error dead-letter-invalid at deadLetterDestination.endpointType: Undelivered events go to a StorageBlob only, but here is "StorageQueue".",
      "error dead-letter-invalid at deadLetterDestination.blobContainerName: blobContainerName is "Undelivered"; a container is called by 3 to 63 lower-case letters, digits and inner hyphens.",
      "error dead-letter-invalid at deadLetterDestination.resourceId: "/x" is not an id of a storage account: /subscriptions/…/resourceGroups/…/providers/Microsoft.Storage/storageAccounts/{account}.",
    ]
  `);
});
