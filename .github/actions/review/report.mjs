// Makes one report of what the commands left. Plain JavaScript without dependencies.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What GitHub takes in a comment is 65,536 characters; the rest is for what it counts differently. */
const longest = 64_000;
const mostFindings = 20;
const marks = { error: "🛑", warning: "⚠️" };

/**
 * @typedef {object} Report
 * @property {string} body Markdown, beginning with the marker by which the comment is found again
 * @property {string} headline
 * @property {0 | 1 | 2} status 1: something could not be done; 2: something was found at the level that fails
 * @property {number} changes how many subscriptions change
 * @property {boolean} news whether the review says anything, of subscriptions or of policies
 *
 * @typedef {{ subscription: string, id: string, level: string, message: string }} Finding
 */

/**
 * The hidden first line of a comment: one comment for each stack.
 *
 * @param {string} stack
 */
export function markerOf(stack) {
  return `<!-- acs-events-review ${stack} -->`;
}

/**
 * @param {string} folder with what review.sh and preview.sh left
 * @param {{ readonly stack: string, readonly failOn: string }} options
 * @returns {Report}
 */
export function readReport(folder, { stack, failOn }) {
  const check = outcome(folder, "check");
  const review = outcome(folder, "review");
  const markdown = outcome(folder, "markdown");
  const preview = outcome(folder, "preview");

  const { changes = [], policies } = review.status === 0 || review.status === 2 ? JSON.parse(review.out) : {};
  const news = changes.length > 0 || markdown.out !== "";
  const changed = new Set(changes.map((/** @type {{ subscription: string }} */ one) => one.subscription));
  const failures = [check, review, markdown].filter(({ status }) => status === 1);
  const failed = failures.length > 0 || review.status === undefined || (preview.status ?? 0) !== 0;
  const found = failOn !== "never" && (check.status === 2 || review.status === 2);

  const reasons = [...new Set(failures.map(({ err, out }) => (err.trim() === "" ? out : err).trim()))];
  const [headline, main] =
    failures.length > 0 || review.status === undefined
      ? [
          "The event subscriptions could not be reviewed",
          reasons.map((reason) => fenced(clipped(reason, 8_000))).join("\n\n"),
        ]
      : !news
        ? ["No subscription changes", `The event subscriptions of the stack \`${stack}\` are as they were.`]
        : headAndRest(markdown.out);

  const head = `${markerOf(stack)}\n## ${headline}\n\n${main}`;
  const footer = footerOf(folder, stack);
  // What the review says of policies, and of what `check` finds in a subscription that changes, it says already.
  const ofChanges = changes.flatMap((/** @type {{ subscription: string, findings?: readonly Finding[] }} */ one) =>
    (one.findings ?? []).map((finding) => ({ ...finding, subscription: one.subscription })),
  );
  const said = new Set([...(policies?.added ?? []), ...ofChanges].map(keyOf));
  const findings = check.status === 0 || check.status === 2 ? JSON.parse(check.out).findings : [];
  const rest = findings.filter((/** @type {Finding} */ one) => !said.has(keyOf(one)));
  const checked = findingsOf(rest, { changed, failOn });
  const room = longest - head.length - footer.length - 10;
  const extras = [];
  if (checked !== "" && checked.length < room) extras.push(checked);
  const note = read(join(folder, "preview.note"))?.trim();
  const previewed = note === undefined ? previewOf(preview, room - (extras[0]?.length ?? 0)) : `### Preview\n\n${note}`;
  if (previewed !== "") extras.push(previewed);
  const body = [head.trimEnd(), ...extras, footer].join("\n\n");
  return { body, headline, status: failed ? 1 : found ? 2 : 0, changes: changes.length, news };
}

/**
 * What a command said, and its exit status; the status is undefined where it did not run.
 *
 * @param {string} folder
 * @param {string} name
 */
function outcome(folder, name) {
  const status = read(join(folder, `${name}.status`));
  return {
    status: status === undefined ? undefined : Number(status),
    out: read(join(folder, `${name}.out`)) ?? "",
    err: read(join(folder, `${name}.err`)) ?? "",
  };
}

/** @param {Finding} finding */
function keyOf({ subscription, id, message }) {
  return JSON.stringify([subscription, id, message]);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * @param {string} markdown that begins with a heading
 * @returns {[string, string]}
 */
function headAndRest(markdown) {
  const end = markdown.indexOf("\n");
  return [markdown.slice(0, end).replace(/^#+ /, ""), markdown.slice(end).trim()];
}

/**
 * Errors and warnings of the check. Open are those of changed subscriptions, of all together, and what fails; what
 * was there before is folded.
 *
 * @param {readonly Finding[]} findings
 * @param {{ readonly changed: ReadonlySet<string>, readonly failOn: string }} options
 */
function findingsOf(findings, { changed, failOn }) {
  const grave = findings.filter(({ level }) => level === "error" || level === "warning");
  const isNear = (/** @type {Finding} */ { subscription, level }) =>
    subscription === "" || changed.has(subscription) || failOn === "warning" || failOn === level;
  const near = grave.filter(isNear);
  const far = grave.filter((one) => !isNear(one));
  if (grave.length === 0) return "";
  const folded =
    far.length === 0
      ? []
      : [
          `<details><summary>${far.length} more in subscriptions that do not change</summary>\n\n${listOf(far)}\n\n</details>`,
        ];
  return ["### Check", ...(near.length === 0 ? [] : [listOf(near)]), ...folded].join("\n\n");
}

/** @param {readonly Finding[]} findings */
function listOf(findings) {
  const lines = findings.slice(0, mostFindings).map(({ subscription, id, level, message }) => {
    const whose = subscription === "" ? "" : `\`${subscription.replaceAll("`", "'")}\`: `;
    const mark = level === "error" ? marks.error : marks.warning;
    return `- ${mark} ${whose}${escaped(clipped(message, 1_000).replaceAll(/\s*\n\s*/g, " "))} <sub>${id}</sub>`;
  });
  const left = findings.length - lines.length;
  return [...lines, ...(left > 0 ? [`- and ${left} more; \`npx acs-events check\` shows them`] : [])].join("\n");
}

/**
 * The preview: in one line what it comes to, and folded what it printed.
 *
 * @param {{ status: number | undefined, out: string, err: string }} preview
 * @param {number} room characters
 */
function previewOf({ status, out, err }, room) {
  if (status === undefined) return "";
  const text = [out.trim(), err.trim()].filter((part) => part !== "").join("\n\n");
  const counts = /^Resources:\n((?:[ \t]+\S.*\n?)+)/m.exec(text)?.[1];
  const sum =
    status !== 0
      ? "`pulumi preview` failed."
      : counts === undefined
        ? "`pulumi preview` succeeds."
        : `Resources: ${counts
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== "")
            .join(", ")}.`;
  const title = `### Preview\n\n${sum}`;
  const space = room - title.length - 200;
  if (space < 500) return title.length < room ? title : "";
  return `${title}\n\n<details><summary>What it printed</summary>\n\n${fenced(clippedInside(text, space))}\n\n</details>`;
}

/**
 * @param {string} folder
 * @param {string} stack
 */
function footerOf(folder, stack) {
  const [base, head] = ["base", "head"].map((name) => read(join(folder, name))?.trim().slice(0, 7));
  const revisions = base === undefined || head === undefined ? "" : `, ${head} against ${base}`;
  return `<sub>Stack ${stack}${revisions}. This comment is kept up to date.</sub>\n`;
}

/**
 * Text of others between fences that nothing in it closes.
 *
 * @param {string} text
 */
function fenced(text) {
  const runs = text.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1);
  return `${fence}\n${text}\n${fence}`;
}

/**
 * @param {string} text
 * @param {number} most
 */
function clipped(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/**
 * Beginning and end: the end of a preview says what it comes to, or why it failed.
 *
 * @param {string} text
 * @param {number} most
 */
function clippedInside(text, most) {
  if (text.length <= most) return text;
  const half = Math.floor((most - 40) / 2);
  const [start, end] = [text.slice(0, half), text.slice(-half)];
  return `${start.replace(/[\uD800-\uDBFF]$/, "")}\n… the middle is omitted …\n${end.replace(/^[\uDC00-\uDFFF]/, "")}`;
}

/**
 * Text of others in Markdown: no tags, no mentions, no emphasis by accident.
 *
 * @param {string} text
 */
function escaped(text) {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/([*_`|[\]])/g, "\\$1")
      // A backslash does not keep GitHub from taking "@name" for a person; something invisible between the two does.
      .replaceAll(/(?<!\w)@(?=\w)/g, "@&#8203;")
  );
}
