import { shown } from "../../filters/azure-json/json-value.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isResourceOf } from "./destination-kinds.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "dead-letter-missing": {
    level: "warning",
    says: "There is no dead-letter destination: an event that cannot be delivered is gone for good.",
    todo: "Give a blob container under deadLetterDestination; in a team file, leave `undeliveredEvents` at `kept`.",
  },
  "dead-letter-invalid": {
    level: "error",
    azure: "refuses",
    says: "A dead-letter destination is of kind StorageBlob, with the id of a storage account and the name of a container.",
    todo: "Write it as the finding says.",
  },
} as const;

const account = "Microsoft.Storage/storageAccounts/{account}";

/** Azure docs, manage-event-delivery. */
export const deadLettersRule: CheckRule = {
  findings,
  check: ({ deadLetterDestination, hidden, filterOnly }) => {
    if (filterOnly) return [];
    const path = "deadLetterDestination";
    if (deadLetterDestination === null) {
      if (hidden.some((one) => one.path === path || one.path === "deadLetterWithResourceIdentity")) return [];
      const message =
        "There is no dead-letter destination: an event that cannot be delivered is gone for good. Give a blob container.";
      return [finding(findings, "dead-letter-missing", { message, path, value: null })];
    }
    const { endpointType, resourceId, blobContainerName: container } = deadLetterDestination;
    const wrong = (name: string, value: unknown, message: string) =>
      finding(findings, "dead-letter-invalid", { message, path: `${path}.${name}`, value });
    return [
      ...(endpointType === "StorageBlob"
        ? []
        : [
            wrong(
              "endpointType",
              endpointType,
              `Undelivered events go to a StorageBlob only, but here is ${shown(endpointType)}.`,
            ),
          ]),
      ...(typeof container === "string" &&
      (isHiddenText(container) || /^(?=.{3,63}$)[a-z0-9$]+(?:-[a-z0-9]+)*$/.test(container))
        ? []
        : [
            wrong(
              "blobContainerName",
              container,
              `blobContainerName is ${shown(container)}; a container is called by 3 to 63 lower-case letters, digits and inner hyphens.`,
            ),
          ]),
      // The plan of this repository leaves the account to the program.
      ...(typeof resourceId !== "string" || isHiddenText(resourceId) || isResourceOf(account, resourceId)
        ? []
        : [
            wrong(
              "resourceId",
              resourceId,
              `${shown(resourceId)} is not an id of a storage account: /subscriptions/…/resourceGroups/…/providers/${account}.`,
            ),
          ]),
    ];
  },
};
