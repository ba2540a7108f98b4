// The kinds of parameters that an address can have.

export interface Parameter<T> {
  /** The value where the address does not name one; never written. */
  fallback: T;
  /** Undefined for a text that makes no sense: the fallback stands in. */
  parse(text: string): T | undefined;
  format(value: T): string;
  /** Stays when the visitor moves to another place (route.ts, moved). */
  isKept: boolean;
}

interface Options {
  isKept?: boolean;
}

/** Any text, such as an id. */
export function text({ isKept = false }: Options = {}): Parameter<string | null> {
  return { fallback: null, parse: (value) => value, format: (value) => value ?? "", isKept };
}

/** A whole number; one beyond an end counts as that end. */
export function wholeNumber(
  range: { min: number; max: number; fallback: number },
  { isKept = false }: Options = {},
): Parameter<number> {
  const parse = (value: string) => {
    const number = Number(value);
    if (!Number.isFinite(number)) return undefined;
    return Math.min(range.max, Math.max(range.min, Math.round(number)));
  };
  return { fallback: range.fallback, parse, format: String, isKept };
}

/** One of a few words; the first is the fallback. */
export function oneOf<const T extends string>(
  values: readonly [T, ...T[]],
  { isKept = false }: Options = {},
): Parameter<T> {
  const parse = (value: string) => values.find((known) => known === value);
  return { fallback: values[0], parse, format: String, isKept };
}

/** Several texts, such as categories. The parts must not hold a line break. */
export function texts({ isKept = false }: Options = {}): Parameter<readonly string[]> {
  return {
    fallback: [],
    parse: (value) => value.split("\n").filter(Boolean),
    format: (values) => values.join("\n"),
    isKept,
  };
}

/** Yes where the address says so. */
export function flag({ isKept = false }: Options = {}): Parameter<boolean> {
  return {
    fallback: false,
    parse: (value) => value === "yes" || undefined,
    format: (value) => (value ? "yes" : ""),
    isKept,
  };
}

/** From one whole number to another, both included; an end that is missing is open. */
export interface Span {
  from?: number;
  to?: number;
}

/** "1950..1999", "1950..", "..1999"; null where neither end is said. */
export function span({ isKept = false }: Options = {}): Parameter<Span | null> {
  const parse = (value: string): Span | undefined => {
    const found = /^(-?\d{1,5})?\.\.(-?\d{1,5})?$/.exec(value);
    if (!found || value === "..") return undefined;
    const [, from, to] = found;
    return {
      ...(from === undefined ? {} : { from: Number(from) }),
      ...(to === undefined ? {} : { to: Number(to) }),
    };
  };
  const format = (value: Span | null) => (value ? `${value.from ?? ""}..${value.to ?? ""}` : "");
  return { fallback: null, parse, format, isKept };
}
