import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { type HostedFunction, PackageFails, startFunctionsHost } from "../functions-host/functions-host.ts";
import { printable } from "../text/printable.ts";
import type { PackageFiles } from "./package.ts";
import { PublishProblem } from "./publish-problem.ts";

/** A package that was built and tried. */
export interface Bundle {
  readonly files: PackageFiles;
  /** The functions that it registers, as a worker on this machine got them. */
  readonly functions: readonly HostedFunction[];
  /** How long it took to load here, in milliseconds. */
  readonly loadMilliseconds: number;
}

/** The file of a project that registers its functions, relative to the project. */
export const entryFile = "handlers/function-app.ts";
/** A project's own host.json; if omitted, it is the one of `hostJson`. */
export const ownHostJson = "handlers/host.json";

const main = "index.mjs";

/**
 * Builds the package of the project in `root`: one file with everything that its functions need, `host.json` and
 * `package.json`. Then loads it once in a worker of this machine, since a package that throws while it is loaded is
 * deployed successfully in Azure and has no function. Throws `PublishProblem`.
 */
export async function buildBundle(root: string): Promise<Bundle> {
  if (!existsSync(join(root, entryFile))) {
    const message = `There is no ${entryFile}, the file that registers the functions. docs/handlers.md has one to copy.`;
    throw new PublishProblem("no-handlers", message);
  }
  const own = join(root, ownHostJson);
  const files = new Map([
    [main, await bundled(root)],
    ["host.json", existsSync(own) ? await readFile(own) : utf8(`${JSON.stringify(hostJson, undefined, 2)}\n`)],
    ["package.json", utf8(`${JSON.stringify({ name: "handlers", private: true, type: "module", main })}\n`)],
  ]);
  return { files, ...(await tried(files)) };
}

async function bundled(root: string): Promise<Uint8Array> {
  const { build } = await import("esbuild");
  try {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [entryFile],
      bundle: true,
      write: false,
      minify: true,
      keepNames: true,
      platform: "node",
      format: "esm",
      target: "node22",
      legalComments: "none",
      logLevel: "silent",
      // The platform has it, and nobody else.
      external: ["@azure/functions-core"],
      // Packages in CommonJS ask for Node's own modules by `require`, which a module does not have.
      banner: {
        js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
      },
      plugins: [englishOnly],
    });
    const [file] = outputFiles;
    if (file === undefined) throw new Error("esbuild wrote nothing");
    return file.contents;
  } catch (error) {
    throw new PublishProblem("bundle-fails", `${entryFile} could not be bundled: ${firstError(error)}`);
  }
}

/** zod brings its messages in fifty languages, 250 kB of them; handlers speak to nobody. */
const englishOnly: Plugin = {
  name: "english-only",
  setup(build) {
    build.onResolve({ filter: /locales\/index\.js$/ }, ({ importer, resolveDir }) =>
      /[\\/]zod[\\/]/.test(importer)
        ? { path: join(resolveDir, "..", "locales", "en.js"), namespace: "english-only" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "english-only" }, ({ path }) => ({
      contents: `export { default as en } from ${JSON.stringify(path)};`,
      resolveDir: join(path, ".."),
    }));
  },
};

/** esbuild's first error with its place, in one line. */
function firstError(error: unknown): string {
  const errors: readonly unknown[] =
    error instanceof Error && "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const [first] = errors as readonly { text?: string; location?: { file: string; line: number } | null }[];
  if (first?.text === undefined) return printable(error instanceof Error ? error.message : String(error));
  const where = first.location == null ? "" : `${first.location.file}:${first.location.line}: `;
  return printable(`${where}${first.text}`);
}

async function tried(files: PackageFiles): Promise<Pick<Bundle, "functions" | "loadMilliseconds">> {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-package-"));
  try {
    for (const [path, content] of files) await writeFile(join(folder, path), content);
    const host = await startFunctionsHost(join(folder, main));
    const { functions, loadMilliseconds } = host;
    await host.close();
    if (functions.length > 0) return { functions, loadMilliseconds };
  } catch (error) {
    if (!(error instanceof PackageFails)) throw diskProblem(error);
    throw new PublishProblem("bundle-fails", `${entryFile} fails while it is loaded: ${error.message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw new PublishProblem(
    "no-handlers",
    `${entryFile} registers no function, and nothing would run in Azure. Call functionApp() in it.`,
  );
}

function diskProblem(error: unknown): unknown {
  const full = error instanceof Error && "code" in error && error.code === "ENOSPC";
  return full
    ? new PublishProblem("bundle-fails", `The disk is full: ${printable(tmpdir())} has no room left.`)
    : error;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * How the platform runs the functions. Event Grid writes base64 into queues, and older texts say plain JSON: without an
 * encoding of the host's, both come to the receiver, which takes both; with one, the host would move the other kind into
 * the poison queue without a call. A message that failed comes again after 30 s, ten times: longer than a lease of the
 * inbox, so that an event whose worker died is taken over before its message is given up.
 */
const hostJson = {
  version: "2.0",
  extensionBundle: { id: "Microsoft.Azure.Functions.ExtensionBundle", version: "[4.0.0, 5.0.0)" },
  extensions: {
    // Routes are written in full: /api/sms.
    http: { routePrefix: "" },
    queues: {
      messageEncoding: "none",
      visibilityTimeout: "00:00:30",
      maxDequeueCount: 10,
      maxPollingInterval: "00:00:10",
    },
  },
  // The alert rule on the age of messages reads traces: none of them may be omitted by sampling.
  logging: { applicationInsights: { samplingSettings: { isEnabled: true, excludedTypes: "Request;Trace" } } },
} as const;
