import { describe, expect, it } from "vitest";
import { linkTo, parseRoute } from "../../web/src/route.js";
import { kTrailLength, stepTo } from "../../web/src/trail.js";

const step = (hash: string, item: string) => {
  const here = parseRoute(hash);
  return parseRoute(linkTo(here, stepTo(here, item)));
};

describe("the trail of similar items", () => {
  it("begins where there was an item before, and keeps the measure and the list's length", () => {
    expect(step("#view=similar", "a").trail).toEqual([]);
    expect(step("#user=7", "a")).toMatchObject({ view: "similar", item: "a", trail: [] });
    expect(step("#item=a&by=both&n=20", "b")).toMatchObject({
      item: "b",
      trail: ["a"],
      by: "both",
      n: 20,
    });
  });

  it("is cut where it comes to an item for the second time", () => {
    expect(step("#item=c&trail=a%0Ab", "a").trail).toEqual([]);
    expect(step("#item=c&trail=a%0Ab", "b").trail).toEqual(["a"]);
    expect(step("#item=c&trail=a%0Ab", "c").trail).toEqual(["a", "b"]);
  });

  it("remembers the last few", () => {
    let hash = "#item=0";
    for (let i = 1; i <= 9; i++) {
      const here = parseRoute(hash);
      hash = linkTo(here, stepTo(here, String(i)));
    }
    expect(parseRoute(hash)).toMatchObject({ item: "9", trail: ["3", "4", "5", "6", "7", "8"] });
    expect(kTrailLength).toBe(6);
  });
});
