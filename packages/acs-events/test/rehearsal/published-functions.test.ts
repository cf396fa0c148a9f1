import { expect, test } from "vitest";
import type { ExistingResource } from "../../src/emulator/resources/existing.ts";
import { webAppFunction, webAppToken } from "../../src/emulator/resources/function-app.ts";
import { createStore } from "../../src/emulator/store.ts";
import { publishFunctions } from "../../src/rehearsal/published-functions.ts";

const app = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/sites/handlers";
const url = "http://127.0.0.1:81";

function place() {
  const store = createStore();
  const adopt = ({ id }: ExistingResource): void =>
    store.put({ id, token: webAppFunction.token, inputs: {}, outputs: {}, adopted: true });
  return { store, adopt };
}

test("an app lists the functions of the package, and no others; each leads to the package", () => {
  const azure = place();
  const { store } = azure;
  expect(publishFunctions(["texts"], url, azure)).toEqual({ redirects: {}, changed: false });
  store.put({ id: app, token: webAppToken, inputs: {}, outputs: {} });
  const listed = () => store.ofToken(webAppFunction.token).map(({ id }) => id);
  expect(publishFunctions(["texts", "calls"], url, azure)).toEqual({
    redirects: { [`${app}/functions/texts`]: url, [`${app}/functions/calls`]: url },
    changed: true,
  });
  expect(publishFunctions(["texts", "calls"], url, azure).changed).toBe(false);
  expect(publishFunctions(["calls"], url, azure).changed).toBe(true);
  expect(listed()).toEqual([`${app}/functions/calls`]);
});
