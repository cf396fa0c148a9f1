import { benchmark } from "./references.ts";
import { resourceRule } from "./rule.ts";
import { inputIs, textInput } from "./subject/resource-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const storageAccountClosed = resourceRule({
  name: "storage-account-closed",
  description: "Storage accounts of the stack, with queues and undelivered events, take identities over TLS 1.2 alone.",
  level: "mandatory",
  protectsFrom: "Undelivered events hold whole messages: an open container or a leaked key shows all of them.",
  howToFix:
    'Set `allowBlobPublicAccess` and `allowSharedKeyAccess` to false and `minimumTlsVersion` to "TLS1_2"; the program does.',
  references: [benchmark("IM-1"), benchmark("NS-2"), benchmark("DP-3")],
  kinds: ["storage-account"],
  check: (resource) => {
    const verdicts: Verdict[] = [];
    for (const [input, what] of [
      ["allowBlobPublicAccess", "Containers may be opened to everybody"],
      ["allowSharedKeyAccess", "Access keys work"],
    ] as const) {
      const off = inputIs(resource, input, false);
      if (isUnknown(off)) verdicts.push(cannotTell(resource.name, off));
      else if (!off) verdicts.push(violation(resource.name, input, `${what}. Set ${input} to false.`));
    }
    const version = textInput(resource, "minimumTlsVersion");
    if (isUnknown(version)) verdicts.push(cannotTell(resource.name, version));
    else if (version === undefined || /^TLS1_[01]$/.test(version)) {
      const given =
        version === undefined ? "No minimum TLS version is stated" : `The minimum TLS version is ${version}`;
      const message = `${given}. Set minimumTlsVersion to "TLS1_2".`;
      verdicts.push(violation(resource.name, "minimumTlsVersion", message, { value: version }));
    }
    return verdicts;
  },
});
