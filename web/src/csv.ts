// Tables for spreadsheets: RFC 4180, safe to open.

/** What a spreadsheet would run as a formula, in its half-width and full-width forms. */
const kFormula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Rows as CSV. Texts that a spreadsheet would take for a formula get an apostrophe in front, which
 * it shows as text (OWASP, "CSV injection"); numbers stay numbers. The byte order mark tells
 * spreadsheets that what follows is UTF-8.
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((row) => `${row.map(cell).join(",")}\r\n`);
  return `\uFEFF${lines.join("")}`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = kFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An id as part of a file's name. */
export function fileNameOf(id: string): string {
  return id.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 60);
}
