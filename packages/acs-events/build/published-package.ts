import { z } from "zod";

const described = z.looseObject({
  exports: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  scripts: z.record(z.string(), z.string()),
  private: z.literal(true),
});

/**
 * The package.json that is published: what points at a source here points at what was made of it, and what only the
 * work on the package needs is omitted. On GitHub it says its repository: without that, npm takes no provenance.
 */
export function publishedPackage(
  json: unknown,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, unknown>> {
  const { exports, devDependencies: _, scripts: __, private: ___, ...rest } = described.parse(json);
  const entries = Object.entries(exports).map(([entry, file]) => [entry, published(file)] as const);
  const typed = entries.flatMap(([entry, { types }]) => (types === undefined ? [] : [[entry, types] as const]));
  const [, main] = entries.find(([entry]) => entry === ".") ?? [];
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_REPOSITORY: name } = env;
  return {
    ...rest,
    ...(name === undefined
      ? {}
      : { repository: { type: "git", url: `git+${server}/${name}.git`, directory: "packages/acs-events" } }),
    // For compilers and tools from before `exports`.
    main: main?.default,
    types: main?.types,
    typesVersions: {
      "*": Object.fromEntries(
        typed.filter(([entry]) => entry !== ".").map(([entry, file]) => [entry.slice(2), [file]]),
      ),
    },
    exports: Object.fromEntries(
      entries.map(([entry, target]) => [entry, target.types === undefined ? target.default : target]),
    ),
    files: ["bin", "dist", "docs", "template", "tsconfig.project.json", "CHANGELOG.md"],
  };
}

function published(file: string): { readonly types?: string; readonly default: string } {
  if (!file.startsWith("./src/")) return { default: file };
  const built = file.replace(/^\.\/src\//, "./dist/").replace(/\.ts$/, ".js");
  return { types: built.replace(/\.js$/, ".d.ts"), default: built };
}
