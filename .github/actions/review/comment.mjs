// Puts the report where it is read: one comment in the pull request, updated in place; else the summary of the job. Ends
// with the status of the report, whatever GitHub answers. Plain JavaScript without dependencies.
import { appendFileSync, readFileSync } from "node:fs";
import { markerOf, readReport } from "./report.mjs";

const { env } = process;
const stack = env["STACK"] ?? "dev";
const report = readReport(env["REPORT"] ?? "", { stack, failOn: env["FAIL_ON"] ?? "error" });
const body = withoutSecrets(report.body);

console.log(withoutSecrets(report.headline));
append(env["GITHUB_OUTPUT"], `changes=${report.changes}\nstatus=${report.status}\n`);

const elsewhere = whyNoComment();
if (elsewhere !== undefined) {
  summarise(elsewhere);
} else {
  try {
    console.log(await comment(pullRequest()));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`::warning::${oneLine(`The comment could not be written: ${reason}`)}`);
    summarise("The report is in the summary of the job.");
  }
}
process.exitCode = report.status;

/** Why the report is not for a comment; undefined where it is. */
function whyNoComment() {
  if (env["COMMENT"] === "false") return "No comment is wanted; the report is in the summary of the job.";
  const request = pullRequest();
  if (request === undefined) return "This is no pull request; the report is in the summary of the job.";
  // A fork that was deleted meanwhile is null.
  if (request.head?.repo?.full_name !== request.base?.repo?.full_name) {
    return "The pull request comes from a fork, whose token may not comment; the report is in the summary of the job.";
  }
  if (!env["GITHUB_TOKEN"]) return "There is no token to comment with; the report is in the summary of the job.";
  return undefined;
}

function pullRequest() {
  return env["GITHUB_EVENT_PATH"] ? JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"], "utf8")).pull_request : undefined;
}

/**
 * Updates the comment of an earlier run, or writes one where there is something to say.
 *
 * @param {{ number: number }} request
 * @returns {Promise<string>} what was done
 */
async function comment({ number }) {
  const repository = `/repos/${env["GITHUB_REPOSITORY"]}`;
  const earlier = await earlierComment(`${repository}/issues/${number}/comments`);
  if (earlier === undefined) {
    if (!report.news && report.status === 0) return "Nothing changes; no comment.";
    const { html_url } = await request("POST", `${repository}/issues/${number}/comments`, { body });
    return `Comment written: ${html_url}`;
  }
  if (earlier.body === body) return `The comment is up to date: ${earlier.html_url}`;
  const { html_url } = await request("PATCH", `${repository}/issues/comments/${earlier.id}`, { body });
  return `Comment updated: ${html_url}`;
}

/**
 * The comment that begins with this stack's marker. Others can write the marker too: only one in the name of the
 * token is ours to change.
 *
 * @param {string} path
 * @returns {Promise<{ id: number, body: string, html_url: string } | undefined>}
 */
async function earlierComment(path) {
  const author = env["COMMENT_AUTHOR"] || "github-actions[bot]";
  for (let page = 1; ; page++) {
    const comments = await request("GET", `${path}?per_page=100&page=${page}`);
    for (const one of comments) {
      if (one.user?.login === author && one.body?.startsWith(markerOf(stack))) return one;
    }
    if (comments.length < 100) return undefined;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [content]
 */
async function request(method, path, content) {
  const url = `${env["GITHUB_API_URL"] ?? "https://api.github.com"}${path}`;
  const what = `${method} ${path.replace(/\?.*/, "")}`;
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${env["GITHUB_TOKEN"]}`,
      "content-type": "application/json",
      "user-agent": "acs-events",
      "x-github-api-version": "2022-11-28",
    },
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    signal: AbortSignal.timeout(30_000),
  }).catch((/** @type {Error} */ error) => {
    throw new Error(`${what} got no answer (${error.cause instanceof Error ? error.cause.message : error.message})`);
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${what}${messageOf(text)}`);
  return JSON.parse(text);
}

/** @param {string} text */
function messageOf(text) {
  try {
    return `: ${JSON.parse(text).message}`;
  } catch {
    return "";
  }
}

/** @param {string} why */
function summarise(why) {
  console.log(why);
  append(
    env["GITHUB_STEP_SUMMARY"],
    body.replace(`${markerOf(stack)}\n`, "").replace(" This comment is kept up to date.", ""),
  );
}

/**
 * @param {string | undefined} file
 * @param {string} text
 */
function append(file, text) {
  if (file) appendFileSync(file, text);
}

/**
 * GitHub hides secrets in logs, and nowhere else.
 *
 * @param {string} text
 */
function withoutSecrets(text) {
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    /(?:TOKEN|SECRET|PASSPHRASE|PASSWORD|_KEY)$/.test(name) && value !== undefined && value.length >= 6 ? [value] : [],
  );
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

/**
 * As GitHub wants the text of an annotation.
 *
 * @param {string} text
 */
function oneLine(text) {
  return text.replaceAll("%", "%25").replaceAll(/\s*[\r\n]+\s*/g, " ");
}
