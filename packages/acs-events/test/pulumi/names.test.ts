import fc from "fast-check";
import { expect, test } from "vitest";
import { stableGuid, uniqueName } from "../../src/pulumi/names.ts";

const group = "/subscriptions/1111/resourceGroups/acs-events-dev";

test("another subscription or resource group gives another name, another spelling of the same the same", () => {
  const name = (id: string): string => uniqueName("acs-dev", id, { separator: "-", longest: 63 });
  expect(name(group)).toMatch(/^acs-dev-[a-z0-9]{10}$/);
  expect(name(group.replace("1111", "2222"))).not.toBe(name(group));
  expect(name(group.toUpperCase())).toBe(name(group));
});

test("storage accounts: 3 to 24 lower-case letters and digits, whatever the stack is called", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), (stack, id) => {
      expect(uniqueName(`acsdl${stack}`, id, { separator: "", longest: 24 })).toMatch(/^[a-z0-9]{3,24}$/);
    }),
  );
});

test("Communication Services: a DNS label that begins with a letter, whatever the stack is called", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), (stack, id) => {
      const name = uniqueName(`acs-${stack}`, id, { separator: "-", longest: 63 });
      expect(name).toMatch(/^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/);
    }),
  );
});

test("role assignments are named by what they say", () => {
  const guid = stableGuid(group, "principal", "role");
  expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(stableGuid(group, "principal", "role")).toBe(guid);
  expect(stableGuid(group, "another", "role")).not.toBe(guid);
});
