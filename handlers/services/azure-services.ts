import type { TokenCredential } from "@azure/core-auth";
import { TableClient } from "@azure/data-tables";
import type { Logger } from "acs-events/handlers";
import { z } from "zod";
import { azureBoards, azureDevOpsScope } from "./azure-boards.ts";
import type { Services } from "./services.ts";
import { tableTexts } from "./table-texts.ts";
import { webPushNotifications } from "./web-push.ts";

/** The settings of the function app that these services read; what is optional switches its service off. */
const settings = z.object({
  ACS_EVENTS_TABLE_URL: z.url(),
  /** `https://dev.azure.com/<organization>/<project>` */
  BOARDS_PROJECT: z.url().optional(),
  BOARDS_TYPE: z.string().default("Issue"),
  /** JSON: { subject, publicKey, privateKey, subscriptions } */
  WEB_PUSH: z.string().optional(),
});

const webPush = z.object({
  subject: z.string(),
  publicKey: z.string(),
  privateKey: z.string(),
  subscriptions: z.array(z.object({ endpoint: z.url(), keys: z.object({ p256dh: z.string(), auth: z.string() }) })),
});

/** The services in Azure. Throws an `Error` that names every setting that is missing or wrong. */
export async function azureServices(
  credential: TokenCredential,
  log: Logger,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Services> {
  const read = settings.safeParse(env);
  if (!read.success) throw new Error(`the settings of the app: ${z.prettifyError(read.error)}`);
  const { ACS_EVENTS_TABLE_URL, BOARDS_PROJECT, BOARDS_TYPE, WEB_PUSH } = read.data;
  const table = new TableClient(ACS_EVENTS_TABLE_URL, "texts", credential);
  await table.createTable();
  const token = async () => (await credential.getToken(azureDevOpsScope))?.token ?? "";
  return {
    texts: tableTexts(table),
    workItems:
      BOARDS_PROJECT === undefined
        ? { create: async () => log.warn({}, "no work item: the setting BOARDS_PROJECT is missing") }
        : azureBoards({ project: BOARDS_PROJECT, type: BOARDS_TYPE, token }),
    push:
      WEB_PUSH === undefined
        ? { send: async () => log.warn({}, "no push notification: the setting WEB_PUSH is missing") }
        : webPushNotifications({ ...webPush.parse(JSON.parse(WEB_PUSH)), log }),
    moderation: {
      note: async (messageId, _, verdict) => log.info({ messageId, verdict }, "message looked at"),
    },
  };
}
