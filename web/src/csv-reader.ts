// Comma-separated values as RFC 4180 has them, read leniently where people's files differ: any
// delimiter, any line ends, a byte order mark, and no line end after the last row.

/** A file that is no CSV; `line` is where, from 1. */
export class CsvError extends Error {
  override readonly name = "CsvError";
  constructor(readonly line: number) {
    super(`expected a closing quote for the field that opens in line ${line}, found the end`);
  }
}

export interface CsvRow {
  cells: string[];
  /** How far the text is read, 0 to 1. */
  progress: number;
}

/** Row by row, so that a long file can be read piece by piece. Empty lines are left out. */
export function* readCsv(text: string, delimiter = ","): Generator<CsvRow> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quoted(text, at, line) : plain(text, at, delimiter);
      // What follows a closing quote up to the delimiter belongs to the field, as spreadsheets do.
      const rest = plain(text, cell.end, delimiter);
      cells.push(text[at] === '"' ? cell.value + rest.value : cell.value);
      line += cell.lines;
      at = text[at] === '"' ? rest.end : cell.end;
      if (text[at] !== delimiter) break;
      at++;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
    if (cells.length > 1 || cells[0] !== "") {
      yield { cells, progress: Math.min(1, at / text.length) };
    }
  }
}

interface Cell {
  value: string;
  /** Where it ends: at a delimiter, at a line end, or at the end of all. */
  end: number;
  /** Line ends within. */
  lines: number;
}

function plain(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text[end])) end++;
  return { value: text.slice(start, end), end, lines: 0 };
}

function quoted(text: string, start: number, line: number): Cell {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new CsvError(line);
    value += text.slice(from, quote);
    from = quote + 1;
    if (text[from] !== '"') break;
    value += '"';
    from++;
  }
  return { value, end: from, lines: value.match(/\r\n|\r|\n/g)?.length ?? 0 };
}

const isLineEnd = (letter: string | undefined) => letter === "\n" || letter === "\r";
