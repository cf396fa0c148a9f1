import { describe, expect, test } from "vitest";
import { subscribe, textMessage } from "../delivery/rig.ts";
import { ask, dashboardRig } from "./rig.ts";

const json = "application/json";

describe("asked under another name, it does not answer", () => {
  test.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "[::1]",
    "0.0.0.0",
  ])("%s", async (host) => {
    const { url } = await dashboardRig(() => undefined);
    for (const path of ["/", "/state", "/changes", "/dashboard.js", "/nothing"]) {
      const { status, text } = await ask(`${url}${path}`, { headers: { host } });
      expect({ path, status, text }).toEqual({
        path,
        status: 421,
        text: `The dashboard answers at 127.0.0.1 and localhost only, and was asked as "${host}".\n`,
      });
    }
  });

  test("the names of this machine are fine, whatever port leads here", async () => {
    const { url } = await dashboardRig(() => undefined);
    for (const host of ["127.0.0.1:1", "localhost", "LOCALHOST:8080"]) {
      expect((await ask(`${url}/state`, { headers: { host } })).status).toBe(200);
    }
  });
});

test.each(["https://evil.example", "http://127.0.0.1:1", "null"])(
  "a page of %s reads nothing and takes no message",
  async (origin) => {
    const { url } = await dashboardRig(() => undefined);
    const asked = [
      ["GET", "/state"],
      ["GET", "/events"],
      ["GET", "/queues"],
      ["DELETE", "/queues/event-hub/hubs/texts/messages/head"],
    ] as const;
    for (const [method, path] of asked) {
      const { status } = await ask(`${url}${path}`, { method, headers: { origin } });
      expect({ path, status }).toEqual({ path, status: 403 });
    }
  },
);

describe("an event is taken from the page itself only", () => {
  const body = JSON.stringify(textMessage);
  test.each<readonly [string, (url: string) => Record<string, string>, number]>([
    ["another site", () => ({ origin: "https://evil.example", "content-type": json }), 403],
    ["another port of this machine", () => ({ origin: "http://127.0.0.1:1", "content-type": json }), 403],
    ["no origin", () => ({ "content-type": json }), 403],
    ["an origin that is hidden", () => ({ origin: "null", "content-type": json }), 403],
    ["the right origin by TLS", (url) => ({ origin: url.replace("http", "https"), "content-type": json }), 403],
    [
      "a site that the browser calls another",
      (url) => ({ origin: url, "sec-fetch-site": "cross-site", "content-type": json }),
      403,
    ],
    ["a form", (url) => ({ origin: url, "content-type": "application/x-www-form-urlencoded" }), 415],
    ["plain text", (url) => ({ origin: url, "content-type": "text/plain" }), 415],
    ["the page", (url) => ({ origin: url, "sec-fetch-site": "same-origin", "content-type": json }), 200],
  ])("%s", async (_, headers, status) => {
    const { url, grid } = await dashboardRig(({ store }) => {
      subscribe(store, "all");
    });
    for (const path of ["try", "send"]) {
      const answer = await ask(`${url}/${path}`, { method: "POST", headers: headers(url), body });
      expect({ path, status: answer.status }).toEqual({ path, status });
    }
    expect(grid.published()).toHaveLength(status === 200 ? 1 : 0);
    for (const path of ["try-filter", "clock", "faults", "deliver-again"]) {
      const answer = await ask(`${url}/${path}`, { method: "POST", headers: headers(url), body: "{}" });
      expect([path, answer.status]).toEqual([path, status !== 200 ? status : path === "try-filter" ? 200 : 400]);
    }
  });

  test("looking has no effect", async () => {
    const { url, grid } = await dashboardRig(() => undefined);
    for (const path of ["try", "send", "clock", "faults", "deliver-again", "try-filter"])
      expect((await fetch(`${url}/${path}`)).status).toBe(404);
    expect(grid.published()).toEqual([]);
  });
});

test("every answer forbids all script but the page's own, and to be kept or framed", async () => {
  const { url } = await dashboardRig(() => undefined);
  for (const path of ["/", "/dashboard.js", "/style.css", "/state", "/samples", "/nothing"]) {
    const { headers } = await fetch(`${url}${path}`);
    expect(headers.get("content-security-policy"), path).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("x-frame-options"), path).toBe("DENY");
    expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
    expect(headers.get("cache-control"), path).toBe("no-store");
  }
});

test.each(["/../package.json", "/%2e%2e/views.ts", "/page/index.html", "/events/x", "/events/99", "/events/-1"])(
  "%s leads nowhere",
  async (path) => {
    const { url } = await dashboardRig(() => undefined);
    const { port } = new URL(url);
    const answer = await ask(`${url}${path}`, { headers: { host: `127.0.0.1:${port}` } });
    expect(answer).toMatchObject({ status: 404, text: "There is nothing here.\n" });
  },
);

test("what is far too large is not read", async () => {
  const { tryText } = await dashboardRig(() => undefined);
  expect(await tryText(" ".repeat(5 * 1024 * 1024))).toEqual({
    kind: "no-event",
    problems: ["Event Grid takes events of at most 1 MB; this is larger than that could ever be."],
  });
});

describe("what an event says stays text", () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror="alert(2)">';

  test("in every answer, as JSON and never as a page", async () => {
    const { url, state, tryEvent, send } = await dashboardRig(({ store }) => {
      subscribe(store, "all", { labels: [`team=${hostile}`, `owner=${hostile}`] });
      subscribe(store, "kept-out", {
        filter: { includedEventTypes: ["All"], subjectBeginsWith: hostile, isSubjectCaseSensitive: true },
      });
    });
    const event = { ...textMessage, subject: `/phonenumber/${hostile}`, data: { [hostile]: hostile } };
    const answer = await tryEvent(event);
    expect(answer).toMatchObject({ subject: `/phonenumber/${hostile}`, receivers: ["all"] });
    expect((await send(event)).status).toBe(200);
    const { events, subscriptions } = await state();
    expect(events[0]).toMatchObject({ subject: `/phonenumber/${hostile}` });
    expect(subscriptions[0]).toMatchObject({ team: hostile, owner: hostile });
    for (const path of ["/state", "/events/0", "/samples"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get("content-type"), path).toMatch(/^application\/json/);
    }
    expect(await (await fetch(`${url}/events/0`)).json()).toMatchObject({ data: { [hostile]: hostile } });
    expect(await (await fetch(url)).text()).not.toContain("alert(");
  });

  test("and names of properties that mean something to JavaScript are names", async () => {
    const { tryText } = await dashboardRig(({ store }) => {
      subscribe(store, "polluted", {
        filter: {
          includedEventTypes: ["All"],
          advancedFilters: [{ operatorType: "StringIn", key: "data.polluted", values: ["yes"] }],
        },
      });
    });
    const text = JSON.stringify(textMessage).replace(
      '"data":{',
      '"__proto__":{"data":1},"data":{"__proto__":{"polluted":"yes"},',
    );
    expect(await tryText(text)).toMatchObject({ kind: "answer", receivers: [] });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
