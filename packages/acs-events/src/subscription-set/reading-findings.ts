import type { FindingDefinitions } from "../filters/finding-definitions.ts";

/** What reading a set of subscriptions, in whichever form, may find beside what is said of their filters. */
export const readingFindings = {
  "subscriptions-not-recognised": {
    level: "error",
    says: "The JSON is none of the forms in which event subscriptions are read.",
    todo: "Give one of the forms that the finding lists.",
  },
  "subscriptions-body-broken": {
    level: "error",
    says: "The input looks like one of the forms, but its body is not complete. For example, an export has no list, or a step of a preview cannot be read.",
    todo: "Create the complete export or preview again.",
  },
  "subscriptions-incomplete": {
    level: "warning",
    says: "The input may lack subscriptions. It is one page of several, a preview without unchanged resources, or a plan that ended in an error. Or a part has an unknown format.",
    todo: "Fetch all pages; run `pulumi preview --json --show-sames`; plan again.",
  },
  "terraform-state-empty": {
    level: "warning",
    says: "A Terraform state has no values: nothing has been applied in that folder and workspace.",
    todo: "Run `terraform show -json` in the folder and workspace that deployed the subscriptions.",
  },
  "subscription-not-object": {
    level: "error",
    azure: "refuses",
    says: "An element of the list is not an object.",
    todo: "Write an object with name, filter and destination.",
  },
  "subscription-name-missing": {
    level: "error",
    azure: "refuses",
    says: "The subscription has no name.",
    todo: "Give it one; it is its identity in Azure.",
  },
  "subscription-name-unknown": {
    level: "info",
    says: "The name of the subscription is computed, or known only once it is deployed. It is called after its place in the input.",
    todo: "Nothing, or give the values of a template's parameters with `--parameters`.",
  },
  "subscription-property-wrong-type": {
    level: "error",
    azure: "refuses",
    says: "A property of the subscription has another type than Azure takes.",
    todo: "Write it as the finding says.",
  },
  "subscription-property-unknown": {
    level: "warning",
    says: "A property that Azure does not know of an event subscription has no effect.",
    todo: "Omit it, or write the name that was meant.",
  },
  "subscription-setting-unread": {
    level: "warning",
    says: "The input sets more of the subscription than is read: an attribute of a newer Terraform provider, or an `azapi_update_resource`.",
    todo: "Give what `az eventgrid system-topic event-subscription list` prints, which has every setting.",
  },
  "template-copy-loop": {
    level: "info",
    says: "A template or a Terraform file makes several subscriptions of one resource, and how many is not known; it is read as one.",
    todo: "Nothing, or give a template's parameters with `--parameters`, or a plan of Terraform instead of its files.",
  },
  "template-condition-false": {
    level: "info",
    says: "The condition of a resource in a template is false, or a Terraform file makes none of it. The resource is not deployed, and omitted.",
    todo: "Nothing, or give a template other values with `--parameters`.",
  },
  "value-hidden": {
    level: "info",
    says: "A part of the filter is a secret, is known only once it is deployed, or is computed by a template.",
    todo: "Nothing; what depends on it cannot be said.",
  },
} as const satisfies FindingDefinitions;
