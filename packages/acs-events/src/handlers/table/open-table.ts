import type { TokenCredential } from "@azure/core-auth";
import { TableClient } from "@azure/data-tables";
import { HandlersProblem } from "../handler.ts";
import { reasonOf } from "../log.ts";
import { isConflict, statusOf } from "./table-error.ts";

/** How to reach the table: a connection string, or the endpoint of the table service and a credential of Entra ID. */
export type TableConnection =
  | { readonly connectionString: string }
  /** `https://<account>.table.core.windows.net` */
  | { readonly endpoint: string; readonly credential: TokenCredential };

const tableName = /^[A-Za-z][A-Za-z0-9]{2,62}$/;

/** The row that marks a table as an inbox. */
const marker = { partitionKey: "acs-events", rowKey: "format" };
const version = 2;

/** @throws HandlersProblem for an invalid name or connection. */
export function tableClient(table: string, connection: TableConnection): TableClient {
  const problems: string[] = [];
  if (!tableName.test(table)) {
    problems.push(`Invalid table name ${JSON.stringify(table)}: a letter, then 2 to 62 letters or digits.`);
  }
  if ("endpoint" in connection && !URL.canParse(connection.endpoint)) {
    problems.push("The endpoint of the table service is not a URL. Write https://<account>.table.core.windows.net.");
  }
  if (problems.length > 0) throw new HandlersProblem(problems);
  try {
    if ("connectionString" in connection) {
      // Azurite has no TLS; every other connection string has https in it.
      const local = /http:\/\/(?:127\.0\.0\.1|localhost)[:/]|UseDevelopmentStorage=true/i.test(
        connection.connectionString,
      );
      return TableClient.fromConnectionString(connection.connectionString, table, { allowInsecureConnection: local });
    }
    return new TableClient(connection.endpoint, table, connection.credential);
  } catch (error) {
    throw new HandlersProblem([
      `Invalid connection to the table service: ${reasonOf(error)}. A connection string is DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net.`,
    ]);
  }
}

/**
 * Creates the table if it does not exist, and marks it.
 * @throws HandlersProblem if the table cannot be reached, or has rows of another program.
 */
export async function openTable(client: TableClient): Promise<void> {
  try {
    const found = await readMarker(client);
    if (found === undefined) await markTable(client);
    else checkVersion(client, found);
  } catch (error) {
    if (error instanceof HandlersProblem) throw error;
    const status = statusOf(error);
    const advice =
      status === 401 || status === 403
        ? " The identity needs the role Storage Table Data Contributor; a new role assignment takes some minutes."
        : "";
    throw new HandlersProblem([`Cannot open the table "${client.tableName}": ${reasonOf(error)}.${advice}`]);
  }
}

async function readMarker(client: TableClient): Promise<unknown> {
  try {
    return (await client.getEntity<Record<string, unknown>>(marker.partitionKey, marker.rowKey))["version"];
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function markTable(client: TableClient): Promise<void> {
  await client.createTable();
  for await (const _ of client.listEntities({ queryOptions: { select: ["PartitionKey"] } })) {
    // A second process may have marked the table in the meantime.
    const found = await readMarker(client);
    if (found !== undefined) return checkVersion(client, found);
    throw new HandlersProblem([
      `The table "${client.tableName}" has rows of another program. Give the inbox a table of its own.`,
    ]);
  }
  await client.createEntity({ ...marker, version }).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
}

function checkVersion(client: TableClient, found: unknown): void {
  if (found === version) return;
  throw new HandlersProblem([
    `The inbox in the table "${client.tableName}" has version ${String(found)}; this library knows version ${version}. Use the library that wrote it, or another table.`,
  ]);
}
