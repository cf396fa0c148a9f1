import { isExpression, type Properties, type SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";
import { type FindingDraft, finding } from "./change.ts";

/** What becomes of undelivered events. A plan names no storage account where it is the stack's own. */
export function deadLetterChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const [from, to] = [base.deadLetterDestination, head.deadLetterDestination];
  if (from === null && to === null) return [];
  if (to === null)
    return [
      finding("dead-letters-dropped", "Undelivered events are no longer kept: what cannot be delivered is gone.", [
        from,
      ]),
    ];
  if (from === null)
    return [finding("dead-letters-kept", `Undelivered events are kept now, in the container ${nameOf(to)}.`, [to])];
  const [before, after] = [accountOf(from), accountOf(to)];
  const known = before !== undefined && after !== undefined;
  if (isSameButForAccount(from, to) && (!known || before === after)) return known ? writerChange(base, head) : [];
  // The name of an account says something only where that of the container is the same.
  const account = (id: string | undefined): string =>
    nameOf(from) === nameOf(to) && id !== undefined ? ` of ${id.split("/").at(-1)}` : "";
  return [
    finding(
      "dead-letters-moved",
      `Undelivered events are kept in the container ${nameOf(to)}${account(after)} and no longer in the container ${nameOf(from)}${account(before)}.`,
      [from, to],
    ),
  ];
}

function writerChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const [from, to] = [writerOf(base), writerOf(head)];
  if (from === undefined || to === undefined || from.toLowerCase() === to.toLowerCase()) return [];
  const said = (writer: string): string => (writer === "" ? "by its own access" : `with the identity ${writer}`);
  const message = `Event Grid writes undelivered events ${said(to)} and no longer ${said(from)}; the container has to let it.`;
  return [finding("dead-letter-identity-changed", message, [from, to])];
}

/** As whom Event Grid writes: the id or the kind of an identity, empty without one, undefined where that is not said. */
function writerOf({ deadLetterDestination, deadLetterIdentity }: SubscriptionRecord): string | undefined {
  // A plan has the identity among the words of the destination, Azure around it.
  const planned = deadLetterDestination?.["deliveryIdentity"];
  if (typeof planned === "string") return planned;
  if (deadLetterIdentity === null) return "";
  const writer = deadLetterIdentity["userAssignedIdentity"] ?? deadLetterIdentity["type"];
  return typeof writer === "string" && !isExpression(writer) ? writer : undefined;
}

function isSameButForAccount(from: Properties, to: Properties): boolean {
  const rest = (one: Properties) => canonical({ ...one, resourceId: null, deliveryIdentity: null });
  return rest(from) === rest(to);
}

function accountOf({ resourceId }: Properties): string | undefined {
  return typeof resourceId === "string" ? resourceId.toLowerCase() : undefined;
}

function nameOf(destination: Properties): string {
  return String(destination["blobContainerName"] ?? "of another account");
}
