import { blobDeadLetters } from "acs-events/handlers";
import { functionApp, invocationLogger, managedIdentity } from "acs-events/handlers/functions";
import { tableInbox } from "acs-events/handlers/table";
import { queues, receivers } from "./index.ts";
import { azureServices } from "./services/azure-services.ts";

/** The handlers in Azure: what `acs-events publish` bundles. The program sets the settings that are read here. */
functionApp({
  receivers: async () => {
    const credential = managedIdentity();
    const log = invocationLogger;
    const { ACS_EVENTS_TABLE_URL: endpoint = "", ACS_EVENTS_INBOX_TABLE: table = "inbox" } = process.env;
    const deadLetters = blobDeadLetters({ url: process.env.ACS_EVENTS_UNDELIVERED_URL ?? "", credential });
    const inbox = await tableInbox({ table, connection: { endpoint, credential }, log });
    return receivers(await azureServices(credential, log), { inbox, deadLetters, queueOnly: true, log });
  },
  queues,
});
