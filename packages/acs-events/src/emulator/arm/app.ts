import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { World } from "../resources/azure.ts";
import type { Sender } from "../sending.ts";
import type { ArmReply } from "./answer.ts";
import { answer } from "./dispatch.ts";
import { onlyFromHere } from "./guard.ts";
import { createOperations } from "./operations.ts";
import { type Publisher, publish } from "./publish.ts";
import type { ArmRequest } from "./request.ts";
import { send, sendPath } from "./send.ts";

/** The largest request that ARM takes. */
const bodySizeLimit = 4 * 1024 * 1024;

const methods: readonly string[] = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"] satisfies ArmRequest["method"][];

/**
 * ARM over HTTP, and the addresses where custom topics take events. `origin`: where clients reach it. `publisher`: where
 * those events go; `sender`: where those of Communication Services go.
 */
export function createApp(
  world: World,
  origin: () => string,
  publisher?: Publisher,
  sender?: Pick<Sender, "send">,
): Hono {
  const app = new Hono();
  const operations = createOperations();
  app.use(onlyFromHere);
  app.use(
    bodyLimit({
      maxSize: bodySizeLimit,
      onError: (context) => context.json(errorBody("RequestContentTooLarge", "The request has over 4 MB."), 413),
    }),
  );
  app.post("/topics/:topic/api/events", async (context) => {
    const publication = {
      topic: context.req.param("topic"),
      headers: context.req.header(),
      body: await context.req.text(),
    };
    return responseOf(publish(publication, world, publisher));
  });
  app.post(sendPath, async (context) => responseOf(await send(await context.req.text(), sender)));
  app.all("*", async (context) => {
    const { method } = context.req;
    if (!isMethod(method)) return context.json(errorBody("MethodNotAllowed", `${method} is not answered.`), 405);
    const url = new URL(context.req.url);
    const body = method === "GET" || method === "HEAD" ? "" : await context.req.text();
    const request: ArmRequest = { method, path: url.pathname, query: url.searchParams, body, origin: origin() };
    return responseOf(answer(request, { world, operations }));
  });
  app.onError((error, context) => {
    const message = `The local Azure failed, which is a mistake of its own: ${error.message}`;
    return context.json(errorBody("InternalServerError", message), 500);
  });
  return app;
}

function responseOf({ status, body, headers = {} }: ArmReply): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  const type = text === null ? {} : { "Content-Type": "application/json; charset=utf-8" };
  return new Response(text, { status, headers: { ...type, ...headers, "Cache-Control": "no-cache" } });
}

function isMethod(method: string): method is ArmRequest["method"] {
  return methods.includes(method);
}

function errorBody(
  code: string,
  message: string,
): { readonly error: { readonly code: string; readonly message: string } } {
  return { error: { code, message } };
}
