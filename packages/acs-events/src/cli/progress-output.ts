import { fitted } from "./render/fitted.ts";
import { shorten } from "./render/table.ts";

/** Where a long task reports its progress: lines that stay, and on a terminal one below them that changes. */
export interface ProgressOutput {
  readonly isTerminal: boolean;
  /** Broken between words where the terminal ends. */
  say(line: string): void;
  /** What goes on at the moment; shown on a terminal only. Carries no colours. */
  status(text: string): void;
  /** Takes the changing line away. */
  end(): void;
}

export type ProgressStream = Pick<NodeJS.WriteStream, "write" | "columns" | "isTTY">;

const clear = "\r\u001b[2K";

export function progressOutput(stream: ProgressStream): ProgressOutput {
  const isTerminal = stream.isTTY === true;
  let shown = "";
  const show = (text: string): void => {
    if (!isTerminal || (shown === "" && text === "")) return;
    shown = text === "" ? "" : shorten(text, Math.max(20, (stream.columns ?? 80) - 1));
    stream.write(clear + shown);
  };
  return {
    isTerminal,
    say(line) {
      const again = shown;
      show("");
      stream.write(`${isTerminal ? fitted(line, stream.columns) : line}\n`);
      show(again);
    },
    status: show,
    end: () => show(""),
  };
}
