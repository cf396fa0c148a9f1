import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly html_url: string;
  readonly user: { readonly login: string };
}

/** Stands in for the part of GitHub's API that keeps the comments of a pull request, and records what it is asked. */
export interface RecordingServer {
  readonly url: string;
  readonly requests: Recorded[];
  readonly comments: Comment[];
  /** From now on every request is answered with this status and message. */
  readonly failWith: (status: number, text: string) => void;
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export function recordingServer(): Promise<RecordingServer> {
  const requests: Recorded[] = [];
  const comments: Comment[] = [];
  let failure: { readonly status: number; readonly text: string } | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const { method = "", url: path = "" } = request;
    requests.push({ method, path, authorization: request.headers.authorization, body });
    const answer = (status: number, content: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof content === "string" ? content : JSON.stringify(content));
    };
    const written = (body as { readonly body?: string } | undefined)?.body ?? "";
    const url = new URL(path, "http://127.0.0.1");
    if (failure !== undefined) return answer(failure.status, failure.text);
    if (method === "GET" && url.pathname === "/repos/contoso/events/issues/7/comments") {
      const first = (Number(url.searchParams.get("page")) - 1) * 100;
      return answer(200, comments.slice(first, first + 100));
    }
    if (method === "POST" && url.pathname === "/repos/contoso/events/issues/7/comments") {
      comments.push(commentOf(comments.length + 1, written));
      return answer(201, comments.at(-1));
    }
    const at = comments.findIndex(({ id }) => url.pathname === `/repos/contoso/events/issues/comments/${id}`);
    if (method === "PATCH" && at !== -1) {
      comments[at] = commentOf(comments[at]?.id ?? 0, written);
      return answer(200, comments[at]);
    }
    return answer(404, { message: "Not Found" });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        requests,
        comments,
        failWith: (status, text) => {
          failure = { status, text };
        },
        reset: () => {
          failure = undefined;
          requests.length = 0;
          comments.length = 0;
        },
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

export function commentOf(id: number, body: string, login = "github-actions[bot]"): Comment {
  return { id, body, html_url: `https://github.com/contoso/events/pull/7#issuecomment-${id}`, user: { login } };
}
