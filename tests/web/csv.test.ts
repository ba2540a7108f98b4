import { describe, expect, it } from "vitest";
import { csv, fileNameOf } from "../../web/src/csv.js";

/** The lines behind the byte order mark. */
function lines(rows: (string | number)[][]): string[] {
  const text = csv(rows);
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text.endsWith("\r\n")).toBe(true);
  return text.slice(1, -2).split("\r\n");
}

describe("a table as CSV", () => {
  it("has a line for each row, which CRLF ends, as RFC 4180 says", () => {
    expect(csv([["a", "b"]])).toBe("\uFEFFa,b\r\n");
    expect(
      lines([
        ["rank", "id"],
        [1, "x"],
        [2, ""],
      ]),
    ).toEqual(["rank,id", "1,x", "2,"]);
  });

  it("quotes commas, quotes and line breaks, and nothing else", () => {
    expect(lines([["a,b", 'say "x"', "plain words", "موسم"]])).toEqual([
      '"a,b","say ""x""",plain words,موسم',
    ]);
    expect(csv([["two\nlines", "two\r\nlines"]])).toBe('\uFEFF"two\nlines","two\r\nlines"\r\n');
  });

  it("makes no text a formula, and leaves numbers alone", () => {
    const formulas = ["=1+1", "+1", "-1", "@x", "＝1", "\tx"];
    expect(lines([formulas])).toEqual(["'=1+1,'+1,'-1,'@x,'＝1,'\tx"]);
    expect(csv([["\r=1"]])).toBe('\uFEFF"\'\r=1"\r\n');
    expect(lines([['=HYPERLINK("http://x","y")']])).toEqual(['"\'=HYPERLINK(""http://x"",""y"")"']);
    expect(lines([[-0.25, 0, 1e-3]])).toEqual(["-0.25,0,0.001"]);
    expect(lines([["a=1", "x-y", "a@b"]])).toEqual(["a=1,x-y,a@b"]);
  });

  it("is saved under a name that every file system takes", () => {
    expect(fileNameOf("PR00000884")).toBe("PR00000884");
    expect(fileNameOf('a/b\\c:"d" ج')).toBe("a-b-c-d-ج");
    expect(fileNameOf("x".repeat(500))).toHaveLength(60);
  });
});
