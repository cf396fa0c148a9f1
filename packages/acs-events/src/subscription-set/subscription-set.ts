import { shown } from "../filters/azure-json/json-value.ts";
import { finding } from "../filters/finding-definitions.ts";
import { isJsonObject } from "../json/json-object.ts";
import { eventsInstead } from "./events-instead.ts";
import { armTemplate } from "./formats/arm-template.ts";
import { azList } from "./formats/az-list.ts";
import { filterFragment } from "./formats/filter-fragment.ts";
import { nearForm } from "./formats/near-forms.ts";
import { oneSubscription } from "./formats/one-subscription.ts";
import { plan } from "./formats/plan.ts";
import { isPreview, previewSides, pulumiPreview } from "./formats/pulumi-preview.ts";
import { pulumiStack } from "./formats/pulumi-stack.ts";
import { restList } from "./formats/rest-list.ts";
import type { FormContent, FormName, FormOptions, SubscriptionForm } from "./formats/subscription-form.ts";
import { terraformFiles } from "./formats/terraform-files.ts";
import { isTerraformPlan, terraformShow, terraformSides } from "./formats/terraform-show.ts";
import { readSubscription, renderSubscription } from "./read-subscription.ts";
import { readingFindings } from "./reading-findings.ts";
import type { SubscriptionFinding, SubscriptionRecord } from "./subscription-record.ts";

/** Event subscriptions as they were read, from whatever form. */
export interface SubscriptionSet {
  /** Undefined when the JSON is none of the forms; the one finding then says what is accepted. */
  readonly form: FormName | undefined;
  /** In the order of the file. */
  readonly subscriptions: readonly SubscriptionRecord[];
  /** What is to be said about the way they are written. An error means that something could not be read. */
  readonly findings: readonly SubscriptionFinding[];
}

/** Every form, the more particular ones first. */
export const subscriptionForms: readonly SubscriptionForm[] = Object.freeze([
  plan,
  azList,
  restList,
  armTemplate,
  pulumiPreview,
  pulumiStack,
  terraformShow,
  terraformFiles,
  oneSubscription,
  filterFragment,
]);

/** Reads subscriptions from parsed JSON, in whichever form they are; never throws on content. */
export function readSubscriptionSet(json: unknown, options: FormOptions = {}): SubscriptionSet {
  const events = eventsInstead(json);
  if (events !== undefined) {
    const wrong = finding(readingFindings, "subscriptions-not-recognised", { message: events, path: "" });
    return { form: undefined, subscriptions: [], findings: [{ subscription: "", ...wrong }] };
  }
  const near = nearForm(json);
  const form = near === undefined ? subscriptionForms.find(({ recognises }) => recognises(json)) : undefined;
  if (form === undefined) return { form: undefined, subscriptions: [], findings: [notRecognised(json, near)] };
  const broken = brokenBody(json);
  if (broken !== undefined) return { form: undefined, subscriptions: [], findings: [broken] };
  return readContent(form.name, form.sources(json, options));
}

/**
 * Says that JSON looks like one of the forms and has a body that is not one, so that "no subscriptions" would be a guess;
 * undefined for everything else.
 */
export function brokenBody(json: unknown): SubscriptionFinding | undefined {
  const form = subscriptionForms.find(({ recognises }) => recognises(json));
  const wrong = form?.broken?.(json);
  if (form === undefined || wrong === undefined) return undefined;
  const message = `This looks like ${form.accepts}, but ${wrong}. Make it anew, whole.`;
  return { subscription: "", ...finding(readingFindings, "subscriptions-body-broken", { message, path: "" }) };
}

/** Both sides of a change, as a preview has them. */
export interface PreviewPair {
  readonly base: SubscriptionSet;
  readonly head: SubscriptionSet;
  /** False when unchanged subscriptions may be missing on both sides. */
  readonly complete: boolean;
  /** By name, which properties the preview says differ; it compares hidden values as well. */
  readonly changedPaths: ReadonlyMap<string, readonly string[]>;
  /** Of a Terraform plan: by the name that it has afterwards, what is deleted and created, and which comes first. */
  readonly replaced?: ReadonlyMap<string, "create-first" | "delete-first">;
}

/** Base and head from `pulumi preview --json` or a Terraform plan; undefined for every other JSON. */
export function readPreviewPair(json: unknown): PreviewPair | undefined {
  const sides = isPreview(json) ? previewSides(json) : isTerraformPlan(json) ? terraformSides(json) : undefined;
  if (sides === undefined) return undefined;
  const { base, head, complete, changedPaths, replaced } = sides;
  const form = isPreview(json) ? "pulumi-preview" : "terraform-show";
  const read = (sources: FormContent["sources"]) => readContent(form, { sources, findings: [] });
  const order = replaced === undefined ? {} : { replaced };
  return { base: read(base), head: read(head), complete, changedPaths, ...order };
}

/** The set in the form that `az eventgrid system-topic event-subscription list -o json` prints, as plain JSON. */
export function renderSubscriptionSet(
  subscriptions: readonly SubscriptionRecord[],
): readonly Readonly<Record<string, unknown>>[] {
  return subscriptions.map(renderSubscription);
}

function readContent(form: FormName, content: FormContent): SubscriptionSet {
  const read = content.sources.map(readSubscription);
  return {
    form,
    subscriptions: read.map(({ record }) => record),
    findings: [
      ...content.findings.map((finding) => ({ subscription: "", ...finding })),
      ...read.flatMap(({ record, findings }) => findings.map((finding) => ({ subscription: record.name, ...finding }))),
    ],
  };
}

function notRecognised(json: unknown, near: string | undefined): SubscriptionFinding {
  if (near !== undefined) {
    const message = `There are no event subscriptions in this: ${near}.`;
    return { subscription: "", ...finding(readingFindings, "subscriptions-not-recognised", { message, path: "" }) };
  }
  const names = isJsonObject(json) ? Object.keys(json).slice(0, 8).map(shown) : [];
  const what = names.length === 0 ? shown(json) : `an object with ${names.join(", ")}`;
  const accepted = subscriptionForms.map(({ accepts }) => `- ${accepts}`).join("\n");
  const message = `There are no event subscriptions in this: it is ${what}. Accepted are\n${accepted}`;
  return { subscription: "", ...finding(readingFindings, "subscriptions-not-recognised", { message, path: "" }) };
}
