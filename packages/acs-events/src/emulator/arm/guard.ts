import { createMiddleware } from "hono/factory";

/** This machine, under the names that it has here. Another name that leads here is an attempt at DNS rebinding. */
const here = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i;

/**
 * Refuses requests to another host name, and those of web pages: a browser names the page's origin, and no page may use
 * this server.
 */
export const onlyFromHere = createMiddleware(async (context, next) => {
  const { host = "", origin, "sec-fetch-site": site = "none" } = context.req.header();
  if (!here.test(host)) {
    const message = `The local Azure answers at 127.0.0.1 and localhost only, and was asked as ${JSON.stringify(host)}.`;
    return context.json({ error: { code: "MisdirectedRequest", message } }, 421);
  }
  if (origin !== undefined || site !== "none") {
    const message = "The local Azure answers no web pages: the request has an Origin, which programs do not send.";
    return context.json({ error: { code: "Forbidden", message } }, 403);
  }
  return next();
});
