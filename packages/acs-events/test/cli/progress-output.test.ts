import { expect, test } from "vitest";
import { progressOutput } from "../../src/cli/progress-output.ts";

const clear = "\r\u001b[2K";

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
}

test("on a terminal, one line changes below the lines that stay", () => {
  const terminal = stream(true);
  const output = progressOutput(terminal);
  output.say("first");
  output.status("1 of 2");
  output.say("second");
  output.end();
  output.end();
  expect(terminal.written).toEqual(["first\n", `${clear}1 of 2`, clear, "second\n", `${clear}1 of 2`, clear]);
});

test("it is never wider than the terminal", () => {
  const terminal = stream(true, 24);
  progressOutput(terminal).status("0 of 20 · running: prod-team-01, prod-team-02");
  expect(terminal.written).toEqual([`${clear}0 of 20 · r…rod-team-02`]);
});

test("a line that stays is broken between words where the terminal ends", () => {
  const terminal = stream(true, 24);
  progressOutput(terminal).say("  ! advisory: Set the prefix of the subject");
  expect(terminal.written).toEqual(["  ! advisory: Set the\n    prefix of the\n    subject\n"]);
});

test("elsewhere there are only lines", () => {
  const file = stream(false);
  const output = progressOutput(file);
  output.status("1 of 2");
  output.say("first");
  output.end();
  expect(file.written).toEqual(["first\n"]);
});
