// ISBN-10 and ISBN-13 name the same book; files and bundles hold either.

/** All ids under which a bundle may know the book: as written, and in both lengths. */
export function idsOfIsbn(written: string): string[] {
  // Goodreads writes ="0439023483", so that spreadsheets keep the zeros that others have lost.
  const bare = written.replace(/[^0-9Xx]/g, "").toUpperCase();
  const isbn = /^\d{8}[\dX]$/.test(bare) ? `0${bare}` : bare;
  const ids = [written.trim(), isbn];
  if (/^\d{9}[\dX]$/.test(isbn)) ids.push(isbn13(isbn));
  if (/^978\d{10}$/.test(isbn)) ids.push(isbn10(isbn));
  return [...new Set(ids.filter(Boolean))];
}

function isbn13(isbn: string): string {
  const body = `978${isbn.slice(0, 9)}`;
  const sum = digits(body).reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function isbn10(isbn: string): string {
  const body = isbn.slice(3, 12);
  const sum = digits(body).reduce((total, digit, i) => total + digit * (10 - i), 0);
  const check = (11 - (sum % 11)) % 11;
  return `${body}${check === 10 ? "X" : check}`;
}

const digits = (text: string) => Array.from(text, Number);
