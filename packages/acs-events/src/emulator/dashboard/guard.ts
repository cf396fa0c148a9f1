import { createMiddleware } from "hono/factory";
import { secureHeaders } from "hono/secure-headers";

/*
 * Neither the content of events nor other pages in the same browser can be trusted. The page runs no script but its
 * own, none can be made of text, and only the page itself may ask this server for anything that has an effect.
 */

/** This machine, under the names that it has here. Another name that leads here is an attempt at DNS rebinding. */
const here = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i;

/** Refuses requests that were sent to another host name, and those of pages of another origin, reading included. */
export const onlyHere = createMiddleware(async (context, next) => {
  const { host = "", origin } = context.req.header();
  if (here.test(host)) {
    if (origin === undefined || origin === `http://${host}`) return next();
    return context.text("The dashboard answers its own page and programs, and no page of another origin.\n", 403);
  }
  return context.text(`The dashboard answers at 127.0.0.1 and localhost only, and was asked as "${host}".\n`, 421);
});

/** Refuses what does not come from the page itself; a browser names the origin of every POST. */
export const onlyFromThePage = createMiddleware(async (context, next) => {
  const { origin, host = "", "sec-fetch-site": site = "same-origin", "content-type": type = "" } = context.req.header();
  if (origin !== `http://${host}` || site !== "same-origin") {
    return context.text("This can be asked by the dashboard's own page only.\n", 403);
  }
  if (!/^application\/json(?:;|$)/i.test(type)) return context.text("An event is sent as application/json.\n", 415);
  return next();
});

export const safeHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  referrerPolicy: "no-referrer",
  xFrameOptions: "DENY",
  // There is no TLS here.
  strictTransportSecurity: false,
});
