import { expect, test } from "vitest";
import { KeyedMap } from "../../src/handlers/keyed-map.ts";

const key = (id: string, source = "/subscriptions/0/Topic", handler = "sms/file") => ({ handler, source, id });

test("sources compare without case, handlers and ids with it", () => {
  const map = new KeyedMap<number>();
  expect(map.add(key("a"), 1)).toBeUndefined();
  expect(map.add(key("a", "/SUBSCRIPTIONS/0/topic"), 2)).toBe(1);
  for (const other of [key("A"), key("a", "/subscriptions/1/topic"), key("a", undefined, "sms/push")]) {
    expect(map.get(other)).toBeUndefined();
    expect(map.add(other, 3)).toBeUndefined();
  }
  map.replace(key("a"), 4);
  expect(map.size).toBe(4);
  expect([...map.values()].sort()).toEqual([3, 3, 3, 4]);
});

test("what is removed is gone, however often places are made anew", () => {
  const map = new KeyedMap<number>();
  for (let number = 0; number < 10_000; number += 1) {
    map.add(key(`kept ${number % 7}`), number % 7);
    map.add(key(`${number}`, `source ${number % 50}`), number);
    map.remove(key(`${number}`, `source ${number % 50}`));
    map.add(key(`${number}`, `source ${number % 50}`), number);
    map.remove(key(`${number}`, `source ${number % 50}`));
  }
  expect([...map.values()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(map.removeUnless((number) => number > 4)).toBe(5);
  expect(map.size).toBe(2);
  expect(map.get(key("kept 5"))).toBe(5);
  expect(map.get(key("kept 1"))).toBeUndefined();
});
