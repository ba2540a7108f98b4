import { describe, expect, it } from "vitest";
import {
  type CoverFacts,
  designCover,
  hashText,
  kMotifs,
  kPalettes,
  kPlacements,
  randomFrom,
  titleSize,
} from "../../web/src/components/cover-design.js";

const facts = (title: string, author = "", categories: string[] = []): CoverFacts => ({
  title,
  author,
  categories,
});
const many = Array.from({ length: 2000 }, (_, i) =>
  designCover(facts(`Title ${i}`, `Author ${i % 90}`)),
);

describe("a drawn cover", () => {
  it("is the same for the same facts, on every device", () => {
    const dune = facts("Dune", "Frank Herbert", ["Science fiction"]);
    expect(designCover(dune)).toEqual(designCover({ ...dune }));
    // A change of these would change the covers on every shelf: make it on purpose.
    expect([..."abc"].map(hashText)).toMatchInlineSnapshot(`
      [
        1469464775,
        4216353758,
        3646294988,
      ]
    `);
  });

  it("differs between titles, also between those that differ by one letter", () => {
    expect(new Set(many.map(({ seed }) => seed)).size).toBe(many.length);
    const looks = many.slice(0, 50).map((d) => `${d.motif} ${d.placement} ${d.palette.paper}`);
    expect(new Set(looks).size).toBeGreaterThan(30);
  });

  it("uses every motif, placement and palette, none far too often", () => {
    for (const motif of kMotifs) {
      const share = many.filter((design) => design.motif === motif).length / many.length;
      expect(share).toBeGreaterThan(0.5 / kMotifs.length);
      expect(share).toBeLessThan(2 / kMotifs.length);
    }
    expect(new Set(many.map(({ placement }) => placement)).size).toBe(kPlacements.length);
    expect(new Set(many.map(({ palette }) => palette)).size).toBe(kPalettes.length);
  });

  it("takes its palette from the family of its first category", () => {
    const papers = Array.from(
      { length: 200 },
      (_, i) => designCover(facts(`Crime ${i}`, "", ["Crime", "Classics"])).palette,
    );
    expect(new Set(papers).size).toBe(5);
  });

  it("has lettering that is readable on its paper", () => {
    for (const { paper, ink } of kPalettes)
      expect(contrast(paper, ink)).toBeGreaterThanOrEqual(4.5);
  });

  it("is set smaller for longer titles and longer words, within bounds", () => {
    const sizes = ["It", "The Hobbit", "The Left Hand of Darkness", "word ".repeat(60)].map(
      (title) => titleSize(title, "above"),
    );
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[0]).toBe(14);
    expect(sizes[3]).toBe(6.5);
    expect(titleSize("Donaudampfschifffahrt", "above")).toBeLessThan(
      titleSize("Donau dampf", "above"),
    );
  });

  it("makes room for titles in capitals, which are wider", () => {
    expect(titleSize("THE WONDERFUL WIZARD OF OZ", "below")).toBeLessThan(
      titleSize("The wonderful wizard of Oz", "below"),
    );
  });

  it("survives empty, right-to-left and astral titles", () => {
    for (const title of ["", " ", "موسم الهجرة إلى الشمال", "📚".repeat(80)]) {
      const design = designCover(facts(title));
      expect(design.titleSize).toBeGreaterThan(0);
      expect(kMotifs).toContain(design.motif);
    }
  });
});

describe("randomFrom", () => {
  it("repeats from the same seed and stays in [0, 1)", () => {
    const a = randomFrom(7);
    const b = randomFrom(7);
    for (let i = 0; i < 1000; i++) {
      const value = a();
      expect(value).toBe(b());
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
    }
  });
});

/** WCAG 2's contrast ratio of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
