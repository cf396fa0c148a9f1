import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { expect, test } from "vitest";
import { makeCertificate } from "../../../src/emulator/arm/certificate.ts";
import { startEmulator } from "../../../src/emulator/start.ts";

test("is for this machine alone, signed by itself, and good for a year", () => {
  const now = Date.parse("2026-11-23T12:00:00Z");
  const { key, cert } = makeCertificate(now);
  const certificate = new X509Certificate(cert);
  expect(certificate.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1");
  expect([certificate.checkHost("localhost"), certificate.checkHost("contoso.example")]).toEqual([
    "localhost",
    undefined,
  ]);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect([certificate.validFrom, certificate.validTo].map((day) => new Date(day).toISOString())).toEqual([
    "2026-11-23T11:00:00.000Z",
    "2027-11-23T12:00:00.000Z",
  ]);
  expect(key).toContain("BEGIN PRIVATE KEY");
  expect(makeCertificate(now).cert).not.toBe(cert);
});

test("ARM answers over https to whoever trusts it, and to nobody else", async () => {
  const emulator = await startEmulator({ arm: { https: true } });
  try {
    const url = `${emulator.armUrl}/subscriptions?api-version=2022-12-01`;
    expect(emulator.armUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const ask = (ca: string | undefined): Promise<number | string | undefined> =>
      new Promise((resolve) => {
        request(url, ca === undefined ? {} : { ca }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on("error", (error: NodeJS.ErrnoException) => resolve(error.code))
          .end();
      });
    expect(await ask(emulator.certificate)).toBe(200);
    expect(await ask(undefined)).toMatch(/CERT|SELF_SIGNED/);
  } finally {
    await emulator.close();
  }
});
