// Numbers as people read them, in the page's language.

export interface Numbers {
  integer(value: number): string;
  /** A year has no thousands. */
  year(value: number): string;
  score(value: number): string;
  metric(value: number): string;
  /** 3.38 -> "3.4". */
  ratio(value: number): string;
  percent(fraction: number): string;
  /** 0.118 -> "12%", 0.0041 -> "under 1%". */
  share(fraction: number): string;
  /** 1234567 -> "1.2 MB": decimal units, as browsers and file managers count. */
  bytes(bytes: number): string;
  /** 3.21 -> "3.2 ms"; a duration under a tenth of a millisecond is "under 0.1 ms". */
  milliseconds(milliseconds: number): string;
  date(date: Date): string;
}

export interface NumberWords {
  /** That something is less than `least`. */
  under(least: string): string;
  /** Whether units are written out: not every language has short forms that people know. */
  units: "short" | "long";
}

/** `locale` as in "ar-MA": it decides on digits and separators. */
export function numbersFor(locale: string, { under, units }: NumberWords): Numbers {
  // Made when first needed: one takes a millisecond or two, and the first view uses few of them.
  const format = (options: Intl.NumberFormatOptions) => {
    let formatter: Intl.NumberFormat | undefined;
    return (value: number) => {
      formatter ??= new Intl.NumberFormat(locale, options);
      return formatter.format(value);
    };
  };
  const fixed = (digits: number) =>
    format({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  /** A value with its unit, with one digit behind the point while it is below ten. */
  const measure = (unit: string, unitDisplay = units) => {
    const options = { style: "unit", unit, unitDisplay } as const;
    const small = format({ ...options, maximumFractionDigits: 1 });
    const large = format({ ...options, maximumFractionDigits: 0 });
    return (value: number) => (value < 10 ? small(value) : large(value));
  };
  // The short unit is "byte", also for many.
  const [byte, kilobyte, megabyte, gigabyte] = [
    measure("byte", "long"),
    measure("kilobyte"),
    measure("megabyte"),
    measure("gigabyte"),
  ];
  const millisecond = measure("millisecond");
  const percent = format({ style: "percent", maximumFractionDigits: 0 });
  return {
    integer: format({}),
    year: format({ useGrouping: false }),
    score: fixed(2),
    metric: fixed(3),
    ratio: fixed(1),
    percent,
    share: (fraction) => (fraction < 0.01 ? under(percent(0.01)) : percent(fraction)),
    bytes: (bytes) => {
      if (bytes < 1e3) return byte(bytes);
      if (bytes < 1e6) return kilobyte(bytes / 1e3);
      return bytes < 1e9 ? megabyte(bytes / 1e6) : gigabyte(bytes / 1e9);
    },
    milliseconds: (value) => (value < 0.1 ? under(millisecond(0.1)) : millisecond(value)),
    date: (value) => new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(value),
  };
}
