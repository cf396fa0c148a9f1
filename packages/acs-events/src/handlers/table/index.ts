export { type TableInboxOptions, tableInbox } from "./table-inbox.ts";
