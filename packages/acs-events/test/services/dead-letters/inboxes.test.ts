import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimReplay } from "../../../src/dead-letters/replay-mark.ts";
import { sqliteStore } from "../../../src/dead-letters/sqlite-store.ts";
import type { DeadLetterStore } from "../../../src/dead-letters/store.ts";
import { findDeadLetter } from "../../../src/dead-letters/stored-dead-letters.ts";
import { tableStore } from "../../../src/dead-letters/table-store.ts";
import type { HandlerContext } from "../../../src/handlers/handler.ts";
import { type Inbox, PermanentFailure, receiver, startHttpServer } from "../../../src/handlers/index.ts";
import { sqliteInbox } from "../../../src/handlers/sqlite/index.ts";
import { tableInbox } from "../../../src/handlers/table/index.ts";
import { type Azurite, startAzurite } from "../../azurite.ts";
import { acsEvents, acsEventsProcess } from "../../cli/command-line.ts";
import { text } from "../../handlers/deliveries.ts";

let azurite: Azurite;
let folder: string;
beforeAll(async () => {
  [azurite, folder] = await Promise.all([startAzurite(), mkdtemp(join(tmpdir(), "acs-events-"))]);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const noLogin = () => Promise.reject(new Error("nobody should need a login here"));

interface Place {
  readonly inbox: Inbox;
  /** For `--from`. */
  readonly where: string;
  readonly store: DeadLetterStore;
}

const kinds: readonly (readonly [string, () => Promise<Place>])[] = [
  [
    "a SQLite inbox",
    async () => {
      const where = join(folder, "inbox.sqlite");
      return { inbox: sqliteInbox({ file: where }), where, store: sqliteStore(where) };
    },
  ],
  [
    "an inbox in a table",
    async () => {
      const where = `${azurite.table}/inbox`;
      const inbox = await tableInbox({ table: "inbox", connection: { connectionString: azurite.connectionString } });
      return { inbox, where, store: await tableStore(new URL(where), noLogin) };
    },
  ],
];

describe.each(kinds)("what a receiver kept in %s", (_, open) => {
  let place: Place;
  let mended = false;
  const ran: string[] = [];
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  const command = async (action: string, ...args: readonly string[]) => {
    // The receiver has the inbox open meanwhile: what writes to it is another process, as it is for people.
    const run = action === "replay" ? acsEventsProcess : acsEvents;
    return run(["dead-letters", action, "--from", place.where, ...args]);
  };
  const listed = async () => {
    const { stdout } = await command("list", "--format", "json");
    const { deadLetters } = JSON.parse(stdout) as { deadLetters: { key: string; id: string; marked: boolean }[] };
    return deadLetters;
  };

  beforeAll(async () => {
    place = await open();
    const on = {
      "Microsoft.Communication.SMSReceived": {
        file: ({ id }: { id: string }) => void ran.push(`file ${id}`),
        push: ({ id }: { id: string }, _: HandlerContext) => {
          if (id !== "e1" && !mended) throw new PermanentFailure("the phone is gone");
          ran.push(`push ${id}`);
        },
      },
    };
    const receive = receiver({ local: true, name: "sms", inbox: place.inbox, on });
    server = await startHttpServer({ receivers: { "/": receive } });
    const deliver = async (subscription: string, events: readonly unknown[]): Promise<void> => {
      const headers = { "content-type": "application/json", "aeg-subscription-name": subscription };
      const { status } = await fetch(server.url, { method: "POST", headers, body: JSON.stringify(events) });
      expect(status).toBe(200);
    };
    await deliver("SUPPORT-TEXTS", [text, { ...text, id: "bad" }]);
    await deliver("OTHERS", [text, { ...text, id: "worse" }, { ...text, id: "wrong", data: { message: 1 } }]);
  });
  afterAll(async () => {
    await server.close();
    await place.inbox.close();
  });

  test("is listed and counted, of one subscription as well", async () => {
    const found = await listed();
    expect(found.map(({ id }) => id).sort()).toEqual(["bad", "worse", "wrong"]);
    expect(found.find(({ id }) => id === "bad")?.key).toMatch(/^SUPPORT-TEXTS\/\d{4}\/\d+\/\d+\/\d+\/.+\.json#0$/);
    const { stdout, status } = await command("count", "--format", "json");
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      {
        counts: [
          { subscription: "OTHERS", reason: "invalid-payload", lastDeliveryOutcome: "kept by sms", count: 1 },
          { subscription: "OTHERS", reason: "permanent-failure", lastDeliveryOutcome: "kept by sms", count: 1 },
          { subscription: "SUPPORT-TEXTS", reason: "permanent-failure", lastDeliveryOutcome: "kept by sms", count: 1 },
        ],
        total: 3,
        unreadable: 0,
      },
    ]);
    expect((await command("list", "--subscription", "support-texts")).stdout).toMatch(/bad|support-texts/);
    expect((await command("list", "--subscription", "nobody")).stdout).toMatch(/^No dead letters found in /);
  });

  test("is shown in full by its key, and by no other", async () => {
    const key = (await listed()).find(({ id }) => id === "bad")?.key ?? "";
    const { stdout } = await command("show", key);
    expect(JSON.parse(stdout)).toMatchObject({
      event: { ...text, id: "bad" },
      kept: { receiver: "sms", handlers: ["push"], detail: "the phone is gone" },
    });
    for (const other of [key.replace("SUPPORT-TEXTS", "OTHERS"), key.replace(/[^/]+#0$/, "none.json#0"), "x"]) {
      expect(await findDeadLetter(place.store, other), other).toBeUndefined();
    }
    expect((await command("show", "x")).stderr).toMatch(/^There is no dead letter x in /);
  });

  test("is replayed once, for the handlers that had failed, while the receiver works on", async () => {
    mended = true;
    ran.length = 0;
    const replayed = () => command("replay", "--subscription", "SUPPORT-TEXTS", "--to", server.url, "--yes");
    expect((await replayed()).stdout).toContain("1 replayed");
    expect((await replayed()).stdout).toContain("1 replayed before");
    expect(ran).toEqual(["push bad"]);
    expect((await listed()).filter(({ marked }) => marked).map(({ id }) => id)).toEqual(["bad"]);
  });

  test("lets one of many claim a replay, and gives it free where nothing was taken", async () => {
    const key = (await listed()).find(({ id }) => id === "worse")?.key ?? "";
    const now = () => new Date("2026-11-24T12:00:00Z");
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimReplay(place.store, key, "here", now)));
    const won = claims.filter((claim) => !("state" in claim));
    expect(won).toHaveLength(1);
    expect(await findDeadLetter(place.store, key)).toMatchObject({ deadLetter: { marked: true } });
    for (const claim of won) if (!("state" in claim)) await claim.release();
    expect(await findDeadLetter(place.store, key)).toMatchObject({ deadLetter: { marked: false } });
  });
});

test("a table that is not there is one sentence", async () => {
  const { status, stderr } = await acsEvents(["dead-letters", "list", "--from", `${azurite.table}/nowhere`]);
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^There is no table http.*nowhere\. Check its name\.\n$/),
  ]);
});
