import { jsonObject } from "../../json/json-object.ts";
import { changeRefusals, valueRefusals } from "./allowed-values.ts";
import { armType, type IdStep } from "./arm-type.ts";
import { nameRules, takenBy } from "./name-rules.ts";
import { text } from "./property.ts";
import { citedRefusal, refusal } from "./refusal.ts";
import { tokens } from "./tokens.ts";

const apiVersion = "2024-01-01";
const namespace = "Microsoft.Storage";
const account: IdStep = ["storageAccounts", "accountName"];

/** REST specification 2024-01-01. */
const skus = [
  ...["LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS"].map((one) => `Standard_${one}`),
  ...["LRS", "ZRS"].flatMap((one) => [`Premium_${one}`, `PremiumV2_${one}`]),
  ...["LRS", "GRS", "ZRS", "GZRS"].map((one) => `StandardV2_${one}`),
];

export const storageAccountToken = tokens.storageAccount;

/** Its name is the first label of a host name. */
export const storageAccount = armType({
  token: storageAccountToken,
  namespace,
  steps: [account],
  apiVersion,
  thing: "storage account",
  nameRule: nameRules.storageAccount,
  located: true,
  required: ["kind", "sku"],
  replaceOn: ["isHnsEnabled", "enableNfsV3", "extendedLocation"],
  readOnly: [
    "creationTime",
    "primaryEndpoints",
    "primaryLocation",
    "privateEndpointConnections",
    "provisioningState",
    "statusOfPrimary",
    "identity.principalId",
    "identity.tenantId",
  ],
  refusals: (inputs, world, { id, name, existing }) => [
    ...valueRefusals(inputs, "sku.name", skus),
    ...valueRefusals(inputs, "kind", ["Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage"]),
    ...valueRefusals(inputs, "minimumTlsVersion", ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"]),
    // An account is upgraded to StorageV2, and never back.
    ...changeRefusals(inputs, existing?.outputs, "kind", (_, after) => after === "StorageV2"),
    ...(takenBy(name, [storageAccountToken], id, world) === undefined
      ? []
      : // hashicorp/terraform#11485
        [
          citedRefusal(
            "name-taken",
            "accountName",
            "StorageAccountAlreadyTaken",
            `The storage account named ${name} is already taken.`,
          ),
        ]),
    ...(text(jsonObject(inputs["sku"])?.["name"]) === undefined
      ? [refusal("missing-sku", "sku.name", "a storage account needs a SKU, such as Standard_LRS")]
      : []),
  ],
  outputs: (inputs, _, { name }) => ({
    primaryEndpoints: Object.fromEntries(
      ["blob", "dfs", "file", "queue", "table"].map((kind) => [kind, `https://${name}.${kind}.core.windows.net/`]),
    ),
    primaryLocation: inputs["location"],
    provisioningState: "Succeeded",
    statusOfPrimary: "available",
  }),
});

export const blobContainer = armType({
  token: tokens.blobContainer,
  namespace,
  steps: [account, ["blobServices", "=", "default"], ["containers", "containerName"]],
  apiVersion,
  thing: "blob container",
  nameRule: nameRules.storageEntity,
  autoName: "copy",
  readOnly: ["etag", "hasImmutabilityPolicy", "hasLegalHold", "leaseState", "leaseStatus"],
  outputs: () => ({
    hasImmutabilityPolicy: false,
    hasLegalHold: false,
    leaseState: "Available",
    leaseStatus: "Unlocked",
  }),
});

export const storageQueue = armType({
  token: "azure-native:storage:Queue",
  namespace,
  steps: [account, ["queueServices", "=", "default"], ["queues", "queueName"]],
  apiVersion,
  thing: "storage queue",
  nameRule: nameRules.storageEntity,
  autoName: "copy",
  readOnly: ["approximateMessageCount"],
});

export const storageTable = armType({
  token: "azure-native:storage:Table",
  namespace,
  steps: [account, ["tableServices", "=", "default"], ["tables", "tableName"]],
  apiVersion,
  thing: "storage table",
  nameRule: nameRules.storageTable,
  autoName: "copy",
});
