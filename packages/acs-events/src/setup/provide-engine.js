import { OLDEST_PULUMI } from "./engine-layout.js";
import { OLDEST_GO } from "./go-build.js";
import { SetupProblem } from "./problem.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./engine-sources.js").Attempt} Attempt */

/**
 * A build that could not begin because Go is missing needs other advice than one that failed.
 *
 * @typedef {Attempt & { readonly withoutGo?: true }} BuildAttempt
 */

/**
 * The ways to an engine.
 *
 * @typedef {object} EngineWays
 * @property {string} version of the engine that this project brings
 * @property {() => Engine | undefined} find on PATH or in the cache
 * @property {() => Promise<Attempt>} download into the cache
 * @property {() => Promise<BuildAttempt>} build into the cache
 * @property {() => readonly string[]} pathProblems what speaks against each `pulumi` on PATH
 */

/**
 * The first way that leads to an engine: what is on PATH or in the cache, a download, a build.
 *
 * @param {EngineWays} ways
 * @returns {Promise<{ readonly engine: Engine, readonly way: "found" | "downloaded" | "built" }>}
 * @throws {SetupProblem} when no way does, with what to install
 */
export async function provideEngine(ways) {
  const found = ways.find();
  if (found !== undefined) return { engine: found, way: "found" };

  const downloaded = await ways.download();
  if (downloaded.ok) return { engine: mustFind(ways), way: "downloaded" };
  const built = await ways.build();
  if (built.ok) return { engine: mustFind(ways), way: "built" };

  throw new SetupProblem(missingEngineMessage(ways, downloaded.reason, built));
}

/**
 * @param {EngineWays} ways
 */
function mustFind(ways) {
  const engine = ways.find();
  if (engine === undefined) throw new Error("the engine was put into the cache and is not found there");
  return engine;
}

/**
 * What a person reads whose machine has no engine and no way to one.
 *
 * @param {Pick<EngineWays, "version" | "pathProblems">} ways
 * @param {string} downloadReason
 * @param {{ readonly reason: string, readonly withoutGo?: true }} built
 */
function missingEngineMessage({ version, pathProblems }, downloadReason, built) {
  const problems = pathProblems();
  const goAdvice = built.withoutGo
    ? `- Go, ${OLDEST_GO} or newer: go.dev, "Download and install", or your package manager. The set-up then builds Pulumi once, in about four minutes.`
    : "- what `go build` reports above. Most often it cannot reach its modules: connect to the network, or set GOPROXY to the module proxy of your company.";
  return [
    "The Pulumi engine is missing. It deploys the program, also in the rehearsal and in the tests against the local Azure.",
    `- on PATH: ${problems.length === 0 ? "no pulumi" : problems.join("; ")}`,
    `- downloading Pulumi ${version}: ${downloadReason}`,
    `- building Pulumi ${version}: ${built.reason}`,
    "Provide one of these and run `npm run setup` again:",
    `- the Pulumi command line, ${OLDEST_PULUMI} or newer, with pulumi-language-nodejs: pulumi.com, "Download and install Pulumi", or your package manager;`,
    goAdvice,
    "What needs no engine works without: every verb of `npx acs-events` but `rehearse`, `dev`, `deploy`, `publish`, `drift` and `pulumi`.",
  ].join("\n");
}
