import { expect, test } from "vitest";
import { connectionProblem } from "../../../src/emulator/messaging/emulator-connection.ts";

const keys = "SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE";

test.each([
  `Endpoint=sb://localhost;${keys};UseDevelopmentEmulator=true;`,
  `Endpoint=sb://127.0.0.1:5673/;${keys}=;UseDevelopmentEmulator=true`,
  `Endpoint=sb://[::1]:5672;${keys};UseDevelopmentEmulator=true`,
])("%s is an emulator on this machine", (text) => {
  expect(connectionProblem(text)).toBeUndefined();
});

test.each([
  ["", "Write the connection string of an emulator: "],
  ["http://localhost:5672", "Write the connection string of an emulator: "],
  ["Endpoint=sb://localhost;UseDevelopmentEmulator=true", "Write the connection string of an emulator: "],
  [`Endpoint=;${keys}`, "Write the connection string of an emulator: "],
  [`Endpoint=sb://contoso.servicebus.windows.net;${keys}`, "The emulator is at contoso.servicebus.windows.net: "],
  [
    `Endpoint=sb://localhost.evil.example;${keys};UseDevelopmentEmulator=true`,
    "The emulator is at localhost.evil.example",
  ],
  [
    `Endpoint=sb://localhost;${keys};UseDevelopmentEmulator=True`,
    "The connection string has no UseDevelopmentEmulator",
  ],
  [`Endpoint=sb://localhost;${keys}`, "The connection string has no UseDevelopmentEmulator=true"],
])("%j is refused", (text, beginning) => {
  expect(connectionProblem(text)).toContain(beginning);
});
