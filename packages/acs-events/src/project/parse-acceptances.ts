import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { Acceptance } from "../review/acceptance.ts";
import { type ReviewFindingId, reviewFindings } from "../review/change.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { UserError } from "../text/user-error.ts";

const ids = Object.keys(reviewFindings).filter((id) => !id.startsWith("acceptance-")) as ReviewFindingId[];

const entry = z
  .strictObject(
    {
      fingerprint: z
        .string()
        .regex(/^[0-9a-f]{12}$/, "a fingerprint has 12 of 0-9 and a-f")
        .optional(),
      id: z
        .enum(ids, { error: ({ input }) => `there is no finding "${String(input)}"${meant(String(input))}` })
        .optional(),
      subscription: z.string().min(1, "a subscription has a name").optional(),
      reason: z.string("say in a sentence why it is meant").trim().min(1, "say in a sentence why it is meant"),
      expires: z.iso.date("say the last day on which it counts, such as 2027-01-31"),
    },
    {
      error: ({ code }) =>
        code === "invalid_type"
          ? "an acceptance has fingerprint (or id and subscription), reason and expires"
          : undefined,
    },
  )
  .transform(({ fingerprint, id, subscription, ...rest }, context) => {
    if (fingerprint !== undefined && id === undefined && subscription === undefined) {
      return { ...rest, finding: { kind: "fingerprint" as const, fingerprint } };
    }
    if (fingerprint === undefined && id !== undefined && subscription !== undefined) {
      return { ...rest, finding: { kind: "id" as const, id, subscription } };
    }
    const message = "name the finding by its fingerprint, or by id and subscription, and not by both";
    context.issues.push({ code: "custom", message, input: id });
    return z.NEVER;
  });

const entries = z.array(entry, "the file is a list of acceptances");

/** Reads a list in YAML or JSON; `file` is what messages and places call it. */
export function parseAcceptances(text: string, file: string): readonly Acceptance[] {
  const lines = new LineCounter();
  // Every scalar stays text: 202311051200 is a fingerprint, not a number.
  const document = parseDocument(text, { lineCounter: lines, schema: "failsafe" });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (hasRange(node)) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const broken = document.errors.map(
    ({ pos, message }) => `${file}, line ${lines.linePos(pos[0]).line}: ${message.split("\n")[0]}`,
  );
  if (broken.length > 0) throw new UserError(broken.join("\n"));
  const read = entries.safeParse(document.toJS() ?? [], { reportInput: true });
  if (!read.success) {
    const problems = read.error.issues.flatMap((issue) => {
      const at = `${file}, line ${lineOf(issue.path)}`;
      return issue.code === "unrecognized_keys"
        ? issue.keys.map(
            (key) => `${at}: an acceptance has no "${key}"; it has fingerprint, id, subscription, reason, expires`,
          )
        : [`${at}: ${issue.message}`];
    });
    throw new UserError(problems.join("\n"));
  }
  return read.data.map((acceptance, index) => ({ ...acceptance, at: { file, line: lineOf([index]) } }));
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function meant(id: string): string {
  const other = didYouMean(id, ids);
  return other === undefined ? "; docs/review.md lists them" : `; did you mean ${other}?`;
}
