import type { Page } from "playwright-core";
import { hostileTexts } from "./hostile-texts.ts";

/** Ids, words of enumerations, times, numbers and addresses: with another text they would be refused before anybody sees them. */
const FORMAL = /^[\w.:/#?=&%+~-]*$/;

/** The same with every free text replaced. */
export function withTexts(value: unknown, next: () => string): unknown {
  if (typeof value === "string") return FORMAL.test(value) ? value : next();
  if (Array.isArray(value)) return value.map((one) => withTexts(one, next));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTexts(one, next)]));
}

/** Elements that no screen makes, and addresses that no link may have. */
export async function strangers(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const unwanted =
      "script:not([src]), iframe, object, embed, base, marquee, math, animate, form[action^='javascript' i]";
    const elements = [
      ...document.querySelectorAll(`main :is(${unwanted}), main img:not([src^='data:'], [src^='blob:'], [src^='/'])`),
    ];
    const links = [...document.querySelectorAll("a[href]")].filter(
      (link) => link instanceof HTMLAnchorElement && !/^(?:https?|blob|data):$/.test(link.protocol),
    );
    const handlers = [...document.querySelectorAll("*")].filter((one) =>
      [...one.attributes].some(({ name }) => name.startsWith("on")),
    );
    return [...elements, ...links, ...handlers].map((one) => one.outerHTML.slice(0, 200));
  });
}

/** What is folded away is looked at as well. */
export async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    // Some is made only then.
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

/** Has the registry say hostile texts in the place of all that it says to a page. */
export async function sayHostile(page: Page): Promise<void> {
  const next = hostileTexts();
  await page.route(/\/v1\//, async (route) => {
    const response = await route.fetch();
    const isJson = response.headers()["content-type"]?.includes("json") === true;
    if (!isJson) return route.fulfill({ response });
    return route.fulfill({ response, json: withTexts(await response.json(), next) });
  });
}
