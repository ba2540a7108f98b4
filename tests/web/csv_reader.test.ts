import { describe, expect, it } from "vitest";
import { csv } from "../../web/src/csv.js";
import { CsvError, readCsv } from "../../web/src/csv-reader.js";

const rows = (text: string, delimiter?: string) =>
  [...readCsv(text, delimiter)].map(({ cells }) => cells);

describe("a CSV file", () => {
  it("has cells with quotes, delimiters and line ends inside", () => {
    const text = 'a,b,c\r\n"x,y","say ""hi""","two\r\nlines"\n,,\n1,"",3';
    expect(rows(text)).toEqual([
      ["a", "b", "c"],
      ["x,y", 'say "hi"', "two\r\nlines"],
      ["", "", ""],
      ["1", "", "3"],
    ]);
  });

  it("may end its lines in any way, begin with a byte order mark, and use another delimiter", () => {
    const wanted = [
      ["a", "b"],
      ["1", "2"],
    ];
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(rows(`\ufeffa;b${end}1;2`, ";")).toEqual(wanted);
      expect(rows(`"a"\t"b"${end}${end}1\t2${end}`, "\t")).toEqual(wanted);
    }
    expect(rows("")).toEqual([]);
    expect(rows("\ufeff\n\n")).toEqual([]);
    expect(rows("a,")).toEqual([["a", ""]]);
  });

  it("keeps what stands behind a closing quote, and quotes inside of plain text", () => {
    expect(rows('"a"b,5" disk')).toEqual([["ab", '5" disk']]);
    expect(rows('="0439023483",1')).toEqual([['="0439023483"', "1"]]);
  });

  it("that is cut off inside of quotes names the line where they open", () => {
    const cut = 'a\n"two\nlines"\n"never closed\n';
    expect(() => rows(cut)).toThrow(CsvError);
    try {
      rows(cut);
    } catch (error) {
      expect((error as CsvError).line).toBe(4);
    }
  });

  it("says how far it is read, up to all of it", () => {
    const progress = [...readCsv("a\nb\nc\nd\n")].map((row) => row.progress);
    expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it("reads what csv() writes, whatever the cells", () => {
    const wild = ['"', '""', ",", "a\nb", "a\r\nb", " a ", "", "é", "تاريخ", ";", '"a"b'];
    const table = wild.map((cell, i) => [cell, wild[(i + 5) % wild.length] as string, "x"]);
    expect(rows(csv(table))).toEqual(table);
  });
});
