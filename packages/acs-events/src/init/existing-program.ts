import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { TemplateFile } from "./template.ts";

/** What a Pulumi program that is there gets, and what only its owner can add. */
export interface Addition {
  readonly wanted: readonly TemplateFile[];
  /** Of the files that it would get: those that are there, and stay as they are. */
  readonly kept: readonly string[];
  /** Where, and what to write there. */
  readonly byHand: readonly { readonly where: string; readonly what: string }[];
}

const own = /^(?:infra\/(?:project\.ts|acs-events\.ts|teams\/)|policies\/|test\/(?:filters|rules))/;
const stackFile = "Pulumi.dev.yaml";
const importsOf = (path: string): string => `"imports": { "#acs-events": "${path}" }`;

/** Nothing comes that belongs to a program: of `files`, only what is missing beside the program in `folder`. */
export function additionTo(folder: string, files: readonly TemplateFile[]): Addition {
  const hasStacks = readdirSync(folder).some((name) => /^Pulumi\..+\.yaml$/.test(name));
  const beside = files.filter(({ file }) => own.test(file) || (file === stackFile && !hasStacks));
  const scope = scopeOf(folder);
  return {
    wanted: [...beside.filter(({ file }) => !existsSync(join(folder, file))), ...scope.files],
    kept: beside.filter(({ file }) => existsSync(join(folder, file))).map(({ file }) => file),
    byHand: [
      { where: "dependencies", what: "npm install acs-events zod && npm install --save-dev typescript vitest" },
      ...scope.byHand,
      ...(hasStacks
        ? [
            {
              where: "Pulumi.<stack>.yaml",
              what: "acs-events:communication, acs-events:endpoints and acs-events:values, as in node_modules/acs-events/template/Pulumi.dev.yaml",
            },
          ]
        : []),
      {
        where: "your program",
        what: 'import { EventSubscriptions } from "acs-events/pulumi" (npx acs-events docs program), or let acs-events declare everything: export default await deploy(project)',
      },
    ],
  };
}

const manifest = z.looseObject({ type: z.string().optional(), imports: z.record(z.string(), z.unknown()).optional() });

/**
 * Team files are ES modules and import "#acs-events". A program that is CommonJS stays so: a folder `infra` that is new
 * gets a package.json of its own, and a tsconfig.json for the editor.
 */
function scopeOf(folder: string): { readonly files: readonly TemplateFile[]; readonly byHand: Addition["byHand"] } {
  const path = join(folder, "package.json");
  const { type, imports = {} } = manifest.parse(existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {});
  if (type === "module") {
    const known = Object.hasOwn(imports, "#acs-events");
    return { files: [], byHand: known ? [] : [{ where: "package.json", what: importsOf("./infra/acs-events.ts") }] };
  }
  if (existsSync(join(folder, "infra"))) {
    const known = existsSync(join(folder, "infra/package.json"));
    const what = `"type": "module", ${importsOf("./acs-events.ts")}, unless your program is in infra: then move infra/project.ts and what belongs to it`;
    return { files: [], byHand: known ? [] : [{ where: "infra/package.json", what }] };
  }
  const scope = { private: true, type: "module", imports: { "#acs-events": "./acs-events.ts" } };
  const compiler = { extends: "acs-events/tsconfig.json", include: [".", "../policies", "../test"] };
  const text = (json: object): string => `${JSON.stringify(json, null, 2)}\n`;
  return {
    files: [
      { file: "infra/package.json", text: text(scope) },
      { file: "infra/tsconfig.json", text: text(compiler) },
    ],
    byHand: [],
  };
}
