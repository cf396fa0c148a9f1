import { shown } from "../../filters/azure-json/json-value.ts";
import { isJsonObject } from "../../json/json-object.ts";

/**
 * JSON that people have beside one of the forms, and what to give instead: a sentence that begins with "it"; undefined
 * for every other JSON.
 */
export function nearForm(json: unknown): string | undefined {
  const type = otherType(json);
  if (type !== undefined) {
    return /^microsoft\.eventgrid\/systemtopics$/i.test(type)
      ? "it is a system topic, and not what hangs on it. List its subscriptions: az eventgrid system-topic event-subscription list -g GROUP --system-topic-name NAME -o json"
      : `it lists resources of the type ${shown(type)}, and no event subscriptions`;
  }
  if (isWithoutSettings(json)) {
    return "it lists event subscriptions by name and id, without their filters and destinations. List them whole: az eventgrid system-topic event-subscription list -g GROUP --system-topic-name NAME -o json";
  }
  if (Array.isArray(json)) {
    const isPowerShell = json.length > 0 && json.every(isPowerShellObject);
    return isPowerShell ? nearForm(json[0]) : undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const { terraform_version: writer } = json;
  if (typeof writer === "string" && ("lineage" in json || Array.isArray(json["modules"]))) {
    return rawState(json["version"], writer);
  }
  if (typeof json["encrypted_data"] === "string" && "encryption_version" in json) {
    return "it is an encrypted state of OpenTofu. Print it where its key is: tofu show -json | npx acs-events check -";
  }
  const { changes } = json;
  if (Array.isArray(changes) && changes.length > 0 && changes.every(isWhatIfChange)) {
    return "it is what `az deployment … what-if` prints. For a review give what is deployed, and the template: npx acs-events review deployed.json main.json";
  }
  if (typeof json["$schema"] === "string" && /deploymentParameters\.json/i.test(json["$schema"])) {
    return "it holds the parameters of a template. Give the template, and these beside it: npx acs-events check template.json --parameters parameters.json";
  }
  const { error } = json;
  if (isJsonObject(error) && typeof error["code"] === "string") {
    return `it is an error that Azure answered: ${shown(error["code"])}, ${shown(error["message"])}`;
  }
  if (isPowerShellObject(json)) {
    return "it is an object of PowerShell, which has other names for Azure's properties. az and the REST interface have Azure's own: az eventgrid system-topic event-subscription list … -o json, or Invoke-AzRestMethod";
  }
  return undefined;
}

/**
 * Terraform's own file of a state. Terraform before 0.12 wrote version 3 and could not print JSON; later ones read the
 * versions 1 to 4 (hashicorp/terraform, internal/states/statefile/read.go). From 0.13 on a provider has a longer name.
 */
function rawState(version: unknown, writer: string): string {
  const which = typeof version === "number" ? `, in version ${version} of its format` : "";
  const print = "terraform show -json terraform.tfstate | npx acs-events check -";
  const isOld = typeof version === "number" && version < 4;
  const how = isOld
    ? `Terraform 0.12 or later prints it, in a folder where \`terraform init\` has run: ${print}. From 0.13 on, replace the provider's old name first: terraform state replace-provider -- -/azurerm hashicorp/azurerm`
    : `Print it: ${print}`;
  return `it is a state as Terraform ${writer} writes it on the disk${which}. ${how}`;
}

/** The type of Azure resources that are all something else than event subscriptions; undefined where one may be one. */
function otherType(json: unknown): string | undefined {
  const list: readonly unknown[] = Array.isArray(json) ? json : [json];
  const types = list.map((one) => (isJsonObject(one) ? one["type"] : undefined));
  const isOther = (type: unknown): boolean =>
    typeof type === "string" && /^microsoft\.[a-z]+\//i.test(type) && !/eventsubscriptions$/i.test(type);
  return types.length > 0 && types.every(isOther) && list.every(isAnswered) ? String(types[0]) : undefined;
}

function isWhatIfChange(one: unknown): boolean {
  return isJsonObject(one) && ["changeType", "resourceId"].every((name) => typeof one[name] === "string");
}

const settings = ["properties", "filter", "destination", "deliveryWithResourceIdentity"];

/** What `az resource list` prints of any resource, and `az graph query` with few columns: no settings. */
function isWithoutSettings(json: unknown): boolean {
  const rows = isJsonObject(json) ? (json["value"] ?? json["data"] ?? json) : json;
  const list: readonly unknown[] = Array.isArray(rows) ? rows : [rows];
  const isBare = (one: unknown): boolean =>
    isJsonObject(one) &&
    isAnswered(one) &&
    /\/eventsubscriptions$/i.test(String(one["type"])) &&
    settings.every((name) => (one[name] ?? null) === null);
  return list.length > 0 && list.every(isBare);
}

/** A resource as Azure answers it has its id; one in a template has none. */
function isAnswered(json: unknown): boolean {
  return isJsonObject(json) && typeof json["id"] === "string" && json["id"].startsWith("/");
}

/** Objects of the Az modules begin every name with a capital letter. */
function isPowerShellObject(json: unknown): boolean {
  if (!isJsonObject(json)) return false;
  const names = Object.keys(json);
  return names.length > 1 && ["Name", "Id"].every((name) => name in json) && names.every((name) => /^[A-Z]/.test(name));
}
