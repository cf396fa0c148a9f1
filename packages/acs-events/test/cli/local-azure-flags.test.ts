import { expect, test } from "vitest";
import { localAzureSettings, localHandler, share, wholeNumber } from "../../src/cli/local-azure-flags.ts";

test("handlers add up, and localhost is this machine", () => {
  const one = localHandler("sms-handlers=http://localhost:7071/api/sms?code=a=b");
  expect(one).toEqual({ "sms-handlers": "http://127.0.0.1:7071/api/sms?code=a=b" });
  expect(localHandler("crm=http://127.0.0.1:7072", one)).toEqual({ ...one, crm: "http://127.0.0.1:7072/" });
  expect(() => localHandler("sms-handlers=http://127.0.0.1:1", one)).toThrow('"sms-handlers" is given twice.');
});

test.each(["", "sms", "=http://127.0.0.1:1", "sms=", "sms=x"])("%j is not a handler", (text) => {
  expect(() => localHandler(text)).toThrow("Write NAME=URL");
});

test.each(["https://127.0.0.1", "http://contoso.example", "http://user@127.0.0.1", "http://127.0.0.2"])(
  "%s is not on this machine",
  (url) => {
    expect(() => localHandler(`sms=${url}`)).toThrow("A local handler is http://127.0.0.1:PORT");
  },
);

test("a share is from 0 to 1; without one, a tenth comes twice", () => {
  expect([share("0"), share("0.25"), share("1")]).toEqual([0, 0.25, 1]);
  for (const wrong of ["", "2", "-1", "x", "NaN"]) expect(() => share(wrong)).toThrow("from 0 to 1");
  expect(localAzureSettings({ duplicates: true }).disorder).toEqual({ duplicates: 0.1, shuffle: false });
  expect(localAzureSettings({ duplicates: 0.5, shuffle: true, seed: 1, keepEvents: 2 })).toEqual({
    disorder: { duplicates: 0.5, shuffle: true },
    seed: 1,
    keepEvents: 2,
  });
  for (const wrong of ["", "1.5", "-1", "x"]) expect(() => wholeNumber(wrong)).toThrow("whole number");
});
