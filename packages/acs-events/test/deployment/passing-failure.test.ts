import { expect, test } from "vitest";
import { passingFailure } from "../../src/deployment/passing-failure.ts";

const failed = new Error("code: -2");
const locked = (message: string): Error => Object.assign(new Error(message), { name: "ConcurrentUpdateError" });
const busy = "Azure is busy with another write to the topic (409 Conflict)";
const role = "a role that was assigned moments ago is not known to all of Azure yet, which takes it some minutes";
const nobodyElse =
  'Url validation: Webhook validation handshake failed for https://h.example/api. Status=400 Code="BadRequest"';

test.each([
  {
    what: "a lock that is a file of the backend",
    error: locked(
      " stderr: error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n  file:///state/.pulumi/locks/organization/acs-events/prod-a/0b9e.json: created by mira@build-7 (pid 4242) at 2026-11-24T09:00:00Z\n",
    ),
    messages: [],
    conflict: "the stack is locked by mira@build-7 since 2026-11-24T09:00:00Z",
  },
  {
    what: "an update that Pulumi Cloud knows of",
    error: locked("error: [409] Conflict: Another update is currently in progress."),
    messages: [],
    conflict: "another update of the stack is in progress",
  },
  {
    what: "a conflict of Azure as azcore words it",
    error: failed,
    messages: [
      "PUT https://management.azure.com/subscriptions/…\n---\nRESPONSE 409: 409 Conflict\nERROR CODE: Conflict\n---",
      "update failed",
    ],
    conflict: busy,
  },
  {
    what: "the same as autorest words it",
    error: failed,
    messages: ['autorest/azure: Service returned an error. Status=409 Code="Conflict" Message="busy"'],
    conflict: busy,
  },
  {
    what: "a publisher that is busy (Azure/bicep#2549)",
    error: failed,
    messages: [
      "Publisher Provider Error: PUT request for https://… failed with status code: Conflict, code: and message: .",
    ],
    conflict: busy,
  },
  {
    what: "a conflict beside something that stays wrong",
    error: failed,
    messages: ["RESPONSE 409: 409 Conflict", nobodyElse],
    conflict: undefined,
  },
  {
    what: "a role that was assigned before",
    error: failed,
    messages: ['Status=409 Code="RoleAssignmentExists" Message="The role assignment already exists."'],
    conflict: undefined,
  },
  {
    what: "a name that somebody else has",
    error: failed,
    messages: ["RESPONSE 409: 409 Conflict\nERROR CODE: StorageAccountAlreadyTaken"],
    conflict: undefined,
  },
  { what: "another failure", error: failed, messages: [nobodyElse, "update failed"], conflict: undefined },
  { what: "a failure without a reason", error: failed, messages: ["update failed"], conflict: undefined },
  { what: "something thrown", error: "no", messages: [], conflict: undefined },
  {
    what: "a role that the local Azure does not know yet",
    error: failed,
    messages: [
      'Azure refuses to create the event subscription "texts": Code="InvalidRequest" Message="the identity of the system topic "t" is not authorized to write to /subscriptions/s. It has no role "Storage Blob Data Contributor" there, or got the role only moments ago"',
      "update failed",
    ],
    conflict: role,
  },
  {
    what: "an identity that is not known yet",
    error: failed,
    messages: ["RESPONSE 400: 400 Bad Request\nERROR CODE: PrincipalNotFound"],
    conflict: role,
  },
  {
    what: "a role that is not known yet beside a conflict",
    error: failed,
    messages: ["RESPONSE 409: 409 Conflict", 'Code="PrincipalNotFound"'],
    conflict: role,
  },
  {
    what: "a role that is not known yet beside something that stays wrong",
    error: failed,
    messages: ['Code="PrincipalNotFound"', nobodyElse],
    conflict: undefined,
  },
])("$what", ({ error, messages, conflict }) => {
  expect(passingFailure(error, messages)?.reason).toBe(conflict);
});

test("a role is waited for longer than a conflict", () => {
  const attempts = (message: string): number => passingFailure(failed, [message])?.attempts ?? 0;
  expect(attempts('Code="PrincipalNotFound"')).toBeGreaterThan(attempts("RESPONSE 409: 409 Conflict"));
});
