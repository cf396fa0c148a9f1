import type { ResourceKind } from "../../../src/policies/rules/subject/resource-subject.ts";
import type { StackSubject } from "../../../src/policies/rules/subject/stack-subject.ts";
import { broken, queueInputs, resourceInputs, resourceOf, stackOf, webhookInputs } from "../compliant.ts";
import type { Circumstances } from "../judge.ts";

/** One property of the compliant stack broken, and what its rule says. */
export interface Case {
  readonly rule: string;
  readonly broken: string;
  readonly stack: StackSubject;
  readonly says: readonly string[];
  readonly circumstances?: Circumstances;
}

export const webhook = (path: string, value: unknown) => stackOf([broken(webhookInputs, path, value)]);
export const queue = (path: string, value: unknown) => stackOf([broken(queueInputs, path, value)]);
export const resource = (kind: ResourceKind, path: string, value: unknown) =>
  stackOf([], [resourceOf(kind, broken(resourceInputs[kind], path, value))]);
export const ofSales = (inputs: typeof webhookInputs) =>
  broken(
    broken(inputs, "labels", ["team=sales", "owner=sales@contoso.example"]),
    "eventSubscriptionName",
    "sales-texts",
  );
export const sms = "Microsoft.Communication.SMSReceived";
export const report = "Microsoft.Communication.SMSDeliveryReportReceived";
